"""How fast a large ledger answers and is written, and how large it is: `make bench-ledger`, on SQLite and PostgreSQL.

Writes a ledger of invented claims (--claims, 1,000,000 without it; 20 a report), then asks: one claim by its id, pages by filters, words. Every question
is asked many times with other values, each time through the public door (`sijill.keep.Ledger`). Prints claims written a second, bytes a claim, and p50 and p95
of each question in milliseconds. The goals at a million claims: p95 below 100 ms, 20,000 claims a second on SQLite.
"""

from __future__ import annotations

import argparse
import gc
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from postgres import cluster, run_sql  # the tests' own cluster, on loopback
from sijill.keep import ClaimFilter, Ledger
from sijill.model import Claim, Decision, Document, Figure, Place, Source, Span, Time, claim_id, document_id

PER_REPORT, AT_ONCE = 20, 250
MEASURES = ("killed", "injured", "displaced", "detained", "missing", "abducted", "evacuated")
WEIGHTS = (40, 20, 12, 8, 4, 3, 2)
GROUPS = ("civilians", "children", "soldiers", "fighters", "people", "women")


class World:
    """Names and words that claims are made of; few are common, most are rare, as in real reports."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.words = [self._word(3) for _ in range(30_000)]
        self.places = [Place(name=self._word(2).title(), lat=chance.uniform(-35, 60), lon=chance.uniform(-20, 120), precision="exact") for _ in range(6_000)]
        self.sources = [f"{self._word(2).title()} {self._word(2).title()}" for _ in range(20_000)]

    def _word(self, syllables: int) -> str:
        return "".join(self.chance.choice("bdfghklmnrstz") + self.chance.choice("aeiou") for _ in range(syllables))

    def rare(self, names: list[str]) -> str:
        """One of the names, the first far more often than the last."""
        return names[int(len(names) * self.chance.random() ** 3)]

    def day(self) -> str:
        """A day within twelve years."""
        return f"{self.chance.randint(2012, 2023)}-{self.chance.randint(1, 12):02}-{self.chance.randint(1, 28):02}"

    def place(self) -> Place:
        """A place, some far more often than others."""
        return self.places[int(len(self.places) * self.chance.random() ** 3)]


def reports(world: World, count: int) -> Iterator[tuple[Document, list[Claim]]]:
    """So many reports, each with its claims."""
    for number in range(count):
        facts = [_fact(world) for _ in range(PER_REPORT)]
        text = "\n".join(line for line, _ in facts)
        day = world.day()
        document = Document(id=document_id(f"{number}\n{text}".encode()), uri=f"report-{number}.txt", text=text, title=" ".join(text.split()[:8]),
                            published=day, language="en")
        yield document, list(_claims(document, facts))


Fact = tuple[str, Callable[[Document, int], Claim]]


def _fact(world: World) -> Fact:
    chance = world.chance
    size, group, source, place = int(1.5 + 400 * chance.random() ** 6), chance.choice(GROUPS), world.rare(world.sources), world.place()
    measure, day = chance.choices(MEASURES, WEIGHTS)[0], world.day()
    said = f"at least {size} {group} {measure} in {place.name} " + " ".join(world.rare(world.words) for _ in range(6))
    line = f"{source} said {said}."

    def made(document: Document, at: int) -> Claim:
        def span(start: int, words: str) -> Span:
            return Span.of(document.text, start, start + len(words))
        when = Time(start=day, end=day, precision="day")
        return Claim(
            id="", document=document.ref, kind="figure" if chance.random() < 0.7 else "statement", content=span(at + len(source) + 6, said),
            cue=span(at + len(source) + 1, "said"), sources=(Source(name=source, type="person", span=span(at, source)),), said_on=when, rule="en.killed",
            figure=Figure(measure=measure, group=group, low=size, high=None, bound="at_least", time=when, place=place),
        )
    return line, made


def _claims(document: Document, facts: list[Fact]) -> Iterator[Claim]:
    at = 0
    for line, made in facts:
        claim = made(document, at)
        yield claim.model_copy(update={"id": claim_id(claim)})
        at += len(line) + 1


def write(ledger: Ledger, world: World, claims: int) -> tuple[float, list[str]]:
    """Write so many claims; gives claims a second (the making of them not counted), and some of their ids."""
    took, some, batch = 0.0, [], []
    count = max(1, claims // PER_REPORT)
    for number, report in enumerate(reports(world, count), 1):
        batch.append(report)
        if len(batch) == AT_ONCE or number == count:
            start = time.perf_counter()
            ledger.add_all(batch, "bench")
            took += time.perf_counter() - start
            some.append(world.chance.choice(batch[0][1]).id)
            batch = []
    return count * PER_REPORT / took, some


def decide(ledger: Ledger, ids: list[str]) -> None:
    """Decisions on some claims, so that a status tells them apart."""
    for n, id_ in enumerate(ids[:300]):
        ledger.decide(Decision(subject=id_, verdict=("accept", "reject")[n % 2], reviewer="bench", decided_at="2024-01-01T00:00:00Z"))


def questions(ledger: Ledger, world: World, ids: list[str]) -> dict[str, Callable[[], object]]:
    """What is asked, by name; each call asks with other values."""
    chance = world.chance

    def page(make: Callable[[], ClaimFilter]) -> Callable[[], object]:
        return lambda: ledger.page(make())

    def days() -> dict[str, str]:
        day = world.day()
        return {"since": day, "until": day[:8] + "28"}

    def near() -> tuple[float, float, float]:
        place = world.place()
        return place.lat or 0.0, place.lon or 0.0, chance.choice((10.0, 50.0, 300.0))

    return {
        "look-up: a claim by its id": lambda: ledger.entry(chance.choice(ids)),
        "look-up: a report by its id": lambda: ledger.document(ledger.claim(chance.choice(ids)).document.id),
        "filter: kind": page(lambda: ClaimFilter(kind=chance.choice(("figure", "statement")))),
        "filter: measure and size": page(lambda: ClaimFilter(measure=chance.choice(MEASURES), at_least=chance.choice((5, 50, 200, 390)))),
        "filter: source": page(lambda: ClaimFilter(source=world.rare(world.sources))),
        "filter: part of a source": page(lambda: ClaimFilter(source=world.rare(world.sources)[:4])),
        "filter: place": page(lambda: ClaimFilter(place=world.place().name)),
        "filter: circle": page(lambda: ClaimFilter(near=near())),
        "filter: days": page(lambda: ClaimFilter(**days())),  # type: ignore[arg-type]
        "filter: circle, days, measure": page(lambda: ClaimFilter(near=near(), measure=chance.choice(MEASURES), **days())),  # type: ignore[arg-type]
        "filter: measure, place, unreviewed": page(lambda: ClaimFilter(measure=chance.choice(MEASURES), place=world.place().name, status="unreviewed")),
        "filter: status": page(lambda: ClaimFilter(status=chance.choice(("accepted", "rejected", "unreviewed")))),
        "filter: a page far behind": lambda: ledger.page(ClaimFilter(kind="figure"), after=chance.randrange(len(ids) * AT_ONCE * PER_REPORT)),
        "search: a word of claims": page(lambda: ClaimFilter(text=world.rare(world.words))),
        "search: two words of claims": page(lambda: ClaimFilter(text=f"{chance.choice(GROUPS)} {world.rare(world.words)}")),
        "search: words and filters": page(lambda: ClaimFilter(text=world.rare(world.words), measure=chance.choice(MEASURES), **days())),  # type: ignore[arg-type]
        "search: words of reports": lambda: ledger.search(f"{world.rare(world.words)} {world.rare(world.words)}"),
        "search: claims by words of reports": page(lambda: ClaimFilter(report=f"{world.rare(world.words)} {world.rare(world.words)}", kind="figure")),
        "tally: measure and place": lambda: ledger.tally(ClaimFilter(measure=chance.choice(MEASURES), place=world.place().name)),
    }


def ask(name: str, question: Callable[[], object], times: int, seconds: float = 60.0) -> list[float]:
    """Ask so many times, within bounds; prints p50 and p95 in milliseconds and gives all."""
    question()  # the first call fills caches
    found: list[float] = []
    end = time.perf_counter() + seconds
    while len(found) < times and time.perf_counter() < end:
        start = time.perf_counter()
        question()
        found.append((time.perf_counter() - start) * 1000)
    print(f"  {name:<40}{statistics.median(found):>9.1f}{percentile(found):>9.1f}", flush=True)
    return found


def percentile(found: list[float]) -> float:
    """The 95th percentile."""
    return sorted(found)[min(len(found) - 1, int(len(found) * 0.95))]


def size_of(where: str) -> int:
    """Bytes of the ledger on disk."""
    if "://" in where:
        ((size,),) = run_sql(where, "SELECT pg_database_size(current_database())")
        return int(str(size))
    return sum(f.stat().st_size for f in Path(where).parent.glob(Path(where).name + "*"))


@contextmanager
def place_for(database: str, keep: str | None) -> Iterator[str]:
    """The address of a ledger to fill, gone afterwards unless `keep` names its path."""
    if database == "sqlite":
        with tempfile.TemporaryDirectory(prefix="sijill-bench-") as folder:
            yield keep or f"{folder}/bench.db"
        return
    with cluster() as address:
        run_sql(f"{address}/postgres", "CREATE DATABASE bench ENCODING 'UTF8'")
        yield f"{address}/bench"


def measure(where: str, database: str, claims: int, times: int) -> None:
    """Fill the ledger, ask, print."""
    world = World(random.Random(7))
    gc.freeze()  # the invented world is no garbage to look through
    with Ledger.open(where) as ledger:
        speed, ids = write(ledger, world, claims)
        decide(ledger, ids)
    with Ledger.open(where) as ledger:
        if database != "sqlite":
            run_sql(where, "VACUUM ANALYZE")
        print(f"{database}: {claims:,} claims, {speed:,.0f} written a second, {size_of(where) / claims:,.0f} bytes each")
        print(f"  {'milliseconds':<40}{'p50':>9}{'p95':>9}")
        groups: dict[str, list[float]] = {}
        for name, question in questions(ledger, world, ids).items():
            groups.setdefault(name.split(":")[0], []).extend(ask(name, question, times))
        for name, found in groups.items():
            print(f"  all of {name:<33}{statistics.median(found):>9.1f}{percentile(found):>9.1f}")


def main() -> int:
    """Measure each database asked for; gives 0."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    options.add_argument("--claims", type=int, default=1_000_000)
    options.add_argument("--times", type=int, default=100, help="how often each question is asked")
    options.add_argument("--database", choices=("sqlite", "postgresql"), action="append", help="both without it")
    options.add_argument("--keep", help="the path of the SQLite ledger, which then stays")
    given = options.parse_args()
    for database in given.database or ("sqlite", "postgresql"):
        with place_for(database, given.keep) as where:
            measure(where, database, given.claims, given.times)
    return 0


if __name__ == "__main__":
    sys.exit(main())
