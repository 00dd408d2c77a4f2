"""How linking grows: 1,000 to 1,000,000 generated claims, and 100 reports added to a ledger of 100,000 claims.

    make bench link            the first four sizes, then the ledger
    bench/link.py 1000 10000   these sizes only

Generated claims tell of happenings spread over towns and days, a third of them told by two to four reports with other words, numbers and spellings of the town.
Printed: seconds, seconds per n·log₂ n (which must not grow), peak memory, pairs weighed, incidents.
"""

from __future__ import annotations

import random
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from math import log2
from pathlib import Path

from sijill.keep import Ledger
from sijill.lexicon import load
from sijill.link import Linker, matches_of
from sijill.model import Claim, Document, DocumentRef, Event, Figure, Place, Source, Span, Time, claim_id
from sijill.pipeline import relink

SIZES = (1_000, 10_000, 100_000, 1_000_000)
#: Claims of one report: an event, a toll, who says so.
PER_REPORT = 3
CLASSES = ("air_strike", "shelling", "bombing", "armed_clash", "abduction", "execution")
WORDS = (
    "bakery", "convoy", "dawn", "rubble", "clinic", "stalls", "bridge", "checkpoint", "mourners", "harvest", "dispensary", "quarry", "ferry", "orchard", "kiln",
)
FIRST = date(2014, 1, 1)
SYLLABLES = ("ba", "dur", "kal", "mis", "ten", "zor", "hal", "gab", "rif", "sul", "van", "tak", "por", "lem", "nud", "jar")


def town(number: int) -> Place:
    """One of many thousand invented towns, each with its point."""
    dice = random.Random(number)
    name = "".join(dice.choices(SYLLABLES, k=3)).capitalize()
    lat, lon = dice.uniform(-30, 45), dice.uniform(-80, 110)
    return Place(name=name, lat=lat, lon=lon, geonames_id=number + 1, country=f"C{number % 60:02d}", admin1=str(number % 900))


def reports(claims: int, seed: int = 1, start: int = 0) -> Iterator[tuple[Document, list[Claim]]]:
    """Reports with so many claims in all; the days and towns grow with their number, as a ledger's do."""
    dice, made, number = random.Random(seed), 0, start
    while made < claims:
        day = FIRST + timedelta(days=dice.randrange(max(30, min(3600, claims // 40))))
        place, class_, toll = town(dice.randrange(4_000)), dice.choice(CLASSES), dice.randint(1, 40)
        for _ in range(dice.choice((1, 1, 1, 1, 2, 3, 4))):
            found = report(number, day, place, class_, toll + dice.choice((0, 0, 0, 1)), dice)
            yield found
            number, made = number + 1, made + len(found[1])


def report(number: int, day: date, place: Place, class_: str, toll: int, dice: random.Random) -> tuple[Document, list[Claim]]:
    """One report of a happening."""
    text = f"A {class_.replace('_', ' ')} killed {toll} people in {place.name}, witnesses said, near the {' and the '.join(dice.sample(WORDS, 4))}."
    published = (day + timedelta(days=dice.choice((0, 0, 1)))).isoformat()
    document = Document(id=f"sha256:{number:064x}", uri=f"r{number:08}", text=text, published=published, publisher=f"Paper {dice.randrange(300)}")
    ref = DocumentRef(**document.ref.model_dump())
    whole, count = Span.of(text, 0, len(text)), Span.of(text, text.index("killed"), text.index(" people") + 7)
    who = (Source(name=f"Monitor {dice.randrange(500)}", type="organisation", span=Span.of(text, text.index("witnesses"), text.index("witnesses") + 9)),)
    time_ = Time(start=day.isoformat(), end=day.isoformat(), precision="day")
    event = Event.model_validate({"class": class_, "trigger": whole, "time": time_, "place": place})
    figure = Figure(measure="killed", group="people", low=toll, high=toll, time=time_, place=place)
    made = [
        Claim(id="", document=ref, kind="event", content=whole, sources=who, event=event, rule="bench"),
        Claim(id="", document=ref, kind="figure", content=count, sources=who, figure=figure, rule="bench"),
        Claim(id="", document=ref, kind="statement", content=count, sources=who, rule="bench"),
    ]
    return document, [c.model_copy(update={"id": claim_id(c)}) for c in made]


def peak() -> float:
    """Peak memory of this process in GiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2


def measure(claims: int) -> None:
    """Link so many claims; only records are kept in memory, as a ledger does it."""
    linker = Linker.of(load())
    generated = time.perf_counter()
    records, linking = [], 0.0
    for document, said in reports(claims):
        begun = time.perf_counter()
        records += linker.records(linker.happenings(said), document.text)
        linking += time.perf_counter() - begun
    begun = time.perf_counter()
    matches = matches_of(records)
    groups = linker.groups(records, matches)
    linking += time.perf_counter() - begun
    whole = time.perf_counter() - generated
    print(f"{claims:>10,} claims {len(records):>8,} records {linking:>8.1f} s {linking / (claims * log2(claims)) * 1e6:>7.2f} µs/(n·log n) {peak():>6.2f} GiB "
          f"{len(matches):>10,} pairs {len(groups):>8,} incidents ({whole - linking:.0f} s to generate)", flush=True)


def added(claims: int, reports_more: int) -> None:
    """Add reports to a ledger that is linked already."""
    with tempfile.TemporaryDirectory() as folder, Ledger.open(str(Path(folder) / "bench.db")) as book:
        book.add_all(reports(claims), "bench")
        begun = time.perf_counter()
        relink(book)
        print(f"ledger of {claims:,} claims linked in {time.perf_counter() - begun:.1f} s")
        book.add_all(reports(reports_more * PER_REPORT, seed=2, start=10_000_000), "bench")
        begun = time.perf_counter()
        change = relink(book)
        print(f"{change.reports} reports added to it in {time.perf_counter() - begun:.1f} s: {change.pairs} pairs, {len(change.new)} new incidents, "
              f"{len(change.other)} with other claims; peak {peak():.2f} GiB")


if __name__ == "__main__":
    sizes = [int(a) for a in sys.argv[1:] if a.isdigit()] or list(SIZES)
    if "--ledger" not in sys.argv:
        for size in sizes:
            measure(size)
    if len(sys.argv) == 1 or "--ledger" in sys.argv:
        added(sizes[0] if "--ledger" in sys.argv and sys.argv[1:] != ["--ledger"] else 100_000, 100)
