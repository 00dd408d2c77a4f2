"""How fast each screen of the review page is: `make bench-page`, on SQLite and PostgreSQL, with 10,000 and 1,000,000 invented claims.

Each screen is asked many times over HTTP, each time with other values. Prints p50 and p95 in milliseconds until the last byte, the first answer of a fresh
server, and what Chromium says of the first paint. The goal: a first paint within a second at a million claims.
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

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parent.parent / "tests")]

from ledger import MEASURES, World, decide, write  # noqa: E402  the generator of `make bench-ledger`

from pages import FLAGS  # noqa: E402
from postgres import cluster, run_sql  # noqa: E402

ROUNDS = 30
Way = Callable[[], str]


def ways(world: World, ids: list[str]) -> dict[str, Way]:
    """The screens, each with addresses that differ from call to call."""
    chance = world.chance
    return {
        "queue: all": lambda: "/",
        "queue: a page far behind": lambda: f"/?after={chance.randrange(len(ids) * 5000)}",
        "queue: measure and size": lambda: f"/?kind=figure&measure={chance.choice(MEASURES)}&at_least={chance.choice((5, 50, 200))}",
        "queue: place": lambda: f"/?place={world.place().name}",
        "queue: 60 km of a place": lambda: _near(world),
        "queue: source, to review": lambda: f"/?source={world.rare(world.sources).replace(' ', '+')}&status=unreviewed",
        "queue: words": lambda: f"/?text={world.rare(world.words)}",
        "claim": lambda: f"/claims/{chance.choice(ids)}",
        "claim: within a filter": lambda: f"/claims/{chance.choice(ids)}?kind=figure&measure={chance.choice(MEASURES)}",
        "correct form": lambda: f"/claims/{chance.choice(ids)}/correct",
        "map: a measure": lambda: f"/map?measure={chance.choice(MEASURES)}",
        "map: a place": lambda: f"/map?place={world.place().name}",
        "documents": lambda: "/documents",
        "documents: words": lambda: f"/documents?q={world.rare(world.words)}",
        "history": lambda: "/history",
        "incidents": lambda: "/incidents",
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
        for name, path in (("queue", "/"), ("claim", f"/claims/{ids[0]}")):
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


def run(where: str, claims: int, ids: list[str] | None = None) -> None:
    """Fill (where no ids are given), ask, print."""
    world = World(random.Random(11))
    with Ledger.open(where) as ledger:
        if ids is None:
            _, ids = write(ledger, world, claims)
            decide(ledger, ids)
        report(ledger, world, ids)


def report(ledger: Ledger, world: World, ids: list[str]) -> None:
    """The table of one ledger."""
    kind = "PostgreSQL" if "://" in ledger.where else "SQLite"
    print(f"\n{kind}, {ledger.tally().claims:,} claims\n{'':30}{'first':>8}{'p50':>8}{'p95':>8}   ms")
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
    given = parser.parse_args()
    for claims in given.claims:
        for kind in ("sqlite", "postgresql"):
            if given.only in (None, kind):
                with places(kind == "postgresql") as where:
                    run(where, claims)


if __name__ == "__main__":
    main()
