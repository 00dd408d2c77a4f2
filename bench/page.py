"""How fast each screen of the review page is: `make bench-page`, on SQLite and PostgreSQL, with 10,000 and 1,000,000 invented claims.

Each screen is asked many times over HTTP, each time with other values. Prints p50 and p95 in milliseconds until the last byte, the first answer of a fresh
server, and what Chromium says of the first paint. The goal: a first paint within a second at a million claims. --keep FILE asks a SQLite ledger that is there,
or leaves the one it fills (`make bench ledger ARGS="--keep FILE"` fills the same).
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
from playwright.sync_api import sync_playwright

from sijill.apps.web.aside import served
from sijill.keep import Ledger
from sijill.model import Incident, Time
from sijill.model.incident import AcledCode, PloverCode, UcdpCode

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parent.parent / "tests")]

from ledger import MEASURES, World, fill  # noqa: E402  the generator of `make bench-ledger`

from pages import FLAGS  # noqa: E402
from postgres import cluster, run_sql  # noqa: E402

ROUNDS = 30
#: Invented incidents: linking a million claims is measured elsewhere.
INCIDENTS, CLASSES = 50_000, ("air_strike", "shelling", "armed_clash", "protest")
#: Screens whose first paint is measured.
SEEN = {"queue": "/", "queue of a common measure and size": "/?measure=killed&at_least=50", "map": "/map", "map of a common measure and size":
        "/map?measure=killed&at_least=50", "incidents": "/incidents", "due": "/due?on=2020-01-01", "documents": "/documents", "history": "/history"}
Way = Callable[[], str]


def ways(world: World, ids: list[str]) -> dict[str, Way]:
    """The screens, each with addresses that differ from call to call."""
    chance = world.chance
    return {
        "queue: all": lambda: "/",
        "queue: a page far behind": lambda: f"/?after={chance.randrange(len(ids) * 5000)}",
        "queue: measure and size": lambda: f"/?kind=figure&measure={chance.choice(MEASURES)}&at_least={chance.choice((5, 50, 200))}",
        "  its whole count": lambda: f"/count?measure={chance.choice(MEASURES)}&at_least={chance.randrange(5, 300)}",
        "queue: place": lambda: f"/?place={world.place().name}",
        "queue: 60 km of a place": lambda: _near(world),
        "queue: source, to review": lambda: f"/?source={world.rare(world.sources).replace(' ', '+')}&status=unreviewed",
        "queue: words": lambda: f"/?text={world.rare(world.words)}",
        "claim": lambda: f"/claims/{chance.choice(ids)}",
        "claim: within a filter": lambda: f"/claims/{chance.choice(ids)}?kind=figure&measure={chance.choice(MEASURES)}",
        "correct form": lambda: f"/claims/{chance.choice(ids)}/correct",
        "map: all": lambda: "/map",
        "map: a measure": lambda: f"/map?measure={chance.choice(MEASURES)}",
        "map: measure and size": lambda: f"/map?measure={chance.choice(MEASURES)}&at_least={chance.choice((5, 50, 200))}",
        "  what comes behind it": lambda: f"/map?measure={chance.choice(MEASURES)}&at_least={chance.randrange(5, 300)}&drawn=all",
        "map: a place": lambda: f"/map?place={world.place().name}",
        "documents": lambda: "/documents",
        "documents: words": lambda: f"/documents?q={world.rare(world.words)}",
        "history": lambda: "/history",
        "incidents": lambda: f"/incidents?page={1 + chance.randrange(INCIDENTS // 100)}",
        "incidents: words and class": lambda: f"/incidents?q={world.place().name}&what={chance.choice(CLASSES)}",
        "due": lambda: f"/due?on={world.day()}",
    }


def _near(world: World) -> str:
    place = world.place()
    return f"/?near={place.lat:.3f},{place.lon:.3f},60"


def measure(client: httpx.Client, way: Way) -> tuple[float, float, float]:
    """First, p50 and p95 in milliseconds."""
    took = []
    for _ in range(ROUNDS):
        path = way()
        start = time.perf_counter()
        client.get(path).raise_for_status()
        took.append((time.perf_counter() - start) * 1000)
    return took[0], statistics.median(took), statistics.quantiles(took, n=20)[-1]


def painted(address: str, ids: list[str]) -> list[str]:
    """First contentful paint of the queue and of a claim, the best of three."""
    out = []
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        for name, path in (*SEEN.items(), ("claim", f"/claims/{ids[0]}")):
            page = browser.new_page()
            best = min(_paint(page, address + path) for _ in range(3))
            out.append(f"first paint of the {name}: {best:.0f} ms")
        browser.close()
    return out


def _paint(page: object, address: str) -> float:
    page.goto(address)  # type: ignore[attr-defined]
    script = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? performance.now()"
    return float(page.evaluate(script))  # type: ignore[attr-defined]


@contextmanager
def places(postgres: bool) -> Iterator[str]:
    """An empty ledger's address."""
    if not postgres:
        with tempfile.TemporaryDirectory() as folder:
            yield f"{folder}/bench.db"
        return
    with cluster() as address:
        run_sql(f"{address}/postgres", "CREATE DATABASE bench")
        yield f"{address}/bench"


def run(where: str, claims: int) -> None:
    """Fill (unless it is filled), ask, print."""
    world, filled = World(random.Random(7)), "://" not in where and Path(where).exists()
    if not filled:
        fill(where, world, claims)
        if "://" in where:
            run_sql(where, "VACUUM ANALYZE")
    with Ledger.open(where) as ledger:
        if not ledger.count_incidents():
            invent(ledger, world)
        count = ledger.quick_tally().claims
        report(ledger, world, [e.claim.id for _ in range(300) for e in ledger.page(after=world.chance.randrange(count - 1), size=1).entries])


def invent(ledger: Ledger, world: World) -> None:
    """Incidents in the places of the ledger's claims, each of one claim."""
    rows, held = [], []
    for n in range(INCIDENTS):
        place, day, class_ = world.place(), world.day(), world.chance.choice(CLASSES)
        made = Incident(
            id=f"i_{n:020}", title=f"{class_}, {place.name}, {day}", time=Time(start=day, end=day, precision="day"), place=place, reports=1, roots=1,
            claims=(f"c_{n:020}",), documents=(f"report-{n}.txt",), acled=AcledCode(), plover=PloverCode(), ucdp=UcdpCode(), **{"class": class_},
        )
        rows.append({"id": made.id, "uri": f"report-{n}.txt", "document": "", "rank": n % 3, "record": made.model_dump_json(by_alias=True)})
        held.append((made.claims[0], made.id))
    with ledger.linking() as store:
        store.add_incidents(rows, held)


def report(ledger: Ledger, world: World, ids: list[str]) -> None:
    """The table of one ledger."""
    kind = "PostgreSQL" if "://" in ledger.where else "SQLite"
    print(f"\n{kind}, {ledger.tally().claims:,} claims, {ledger.count_incidents():,} incidents\n{'':30}{'first':>8}{'p50':>8}{'p95':>8}   ms")
    with served(ledger) as address, httpx.Client(base_url=address, timeout=120) as client:
        for name, way in ways(world, ids).items():
            first, middle, most = measure(client, way)
            print(f"{name:30}{first:8.0f}{middle:8.0f}{most:8.0f}", flush=True)
        print(*painted(address, ids), sep="\n")


def main() -> None:
    """Both databases, each size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--claims", type=int, nargs="*", default=[10_000, 1_000_000])
    parser.add_argument("--only", choices=("sqlite", "postgresql"))
    parser.add_argument("--keep", help="the path of the SQLite ledger, which then stays; asked as it is when it is there")
    given = parser.parse_args()
    for claims in given.claims:
        for kind in ("sqlite", "postgresql"):
            if given.only in (None, kind):
                with places(kind == "postgresql") as where:
                    run(given.keep if given.keep and kind == "sqlite" else where, claims)


if __name__ == "__main__":
    main()
