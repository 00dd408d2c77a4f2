"""Where: the places that a happening's claims name, as ids, cells, units, and the bones of their names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from sijill.lexicon.gazetteer import Gazetteer
from sijill.link.features.names import bones_of
from sijill.link.happenings import place_of
from sijill.model import WHERE_PREC, Claim, Place

#: Places of more people see several incidents a day.
CITY = 100_000
#: Degrees of a cell, about 11 km: what is near lies in the same cell or beside it.
CELL = 0.1
#: Degrees of a coarse cell, by which candidates are found.
BLOCK = 0.5
TOWN = WHERE_PREC["near"]
DISTRICT = WHERE_PREC["admin2"]


@dataclass(frozen=True)
class Where:
    """`towns` are GeoNames ids of towns and villages, `small` those below 100,000 people; `cells` theirs, `around` with the cells beside;
    `blocks` coarse ones, `wide` with the cells beside.

    `units` are country and first division of all places, `open` those of places that are no more exact than that; `own` the bones of the names of all
    exact places; `sites` of villages, small towns, and places that the gazetteer does not hold, such as quarters.
    """

    towns: tuple[int, ...]
    small: tuple[int, ...]
    cells: tuple[int, ...]
    around: tuple[int, ...]
    blocks: tuple[int, ...]
    wide: tuple[int, ...]
    units: tuple[str, ...]
    open: tuple[str, ...]
    countries: tuple[str, ...]
    own: tuple[str, ...]
    sites: tuple[str, ...]


def where_of(claims: Iterable[Claim]) -> Where:
    """All that the claims say of where."""
    found = [p for c in claims if (p := place_of(c)) is not None]
    exact = [p for p in found if WHERE_PREC[p.precision] <= TOWN and p.geonames_id is not None]
    points = [p for p in found if p.lat is not None and p.lon is not None and WHERE_PREC[p.precision] <= DISTRICT]
    coarse = [p for p in found if WHERE_PREC[p.precision] > TOWN and p.geonames_id is not None]
    unknown = [p for p in found if p.geonames_id is None]
    cells, coarse_cells = {_cell(p, CELL) for p in points}, {_cell(p, BLOCK) for p in points}
    return Where(
        towns=_sorted(p.geonames_id for p in exact), small=_sorted(p.geonames_id for p in exact if not _is_city(p)),
        cells=_sorted(map(_number, cells)), around=_sorted(_beside(cells)), blocks=_sorted(map(_number, coarse_cells)), wide=_sorted(_beside(coarse_cells)),
        units=_sorted(u for p in found if (u := _unit(p))),
        open=_sorted(_unit(p) or p.country for p in coarse if p.country), countries=_sorted(p.country for p in found if p.country and not _only_hosted(p)),
        own=_sorted(bones for p in (*exact, *unknown) for name in _names(p) for bones in bones_of(name).split()),
        sites=_sorted(bones for p in (*exact, *unknown) if not _is_city(p) for name in _names(p) if (bones := bones_of(name))),
    )


def _only_hosted(place: Place) -> bool:
    """A name that no gazetteer holds, laid into a country for want of anything nearer: the country of its namesake elsewhere is as likely."""
    return place.geonames_id is None and place.admin1 is None


def _sorted(values: Iterable[object]) -> tuple:  # type: ignore[type-arg]
    return tuple(sorted(set(values)))


def _names(place: Place) -> list[str]:
    """"Al Qamishli (Qamishlo)" is filed under one name and written as another; both are its names."""
    return [n for n in place.name.replace(")", "").split(" (") if n.strip()]


def _cell(place: Place, degrees: float) -> tuple[int, int]:
    return round((place.lat or 0.0) / degrees), round((place.lon or 0.0) / degrees)


def _number(cell: tuple[int, int]) -> int:
    return cell[0] * 100_000 + cell[1]


def _beside(cells: Iterable[tuple[int, int]]) -> Iterator[int]:
    return (_number((x + a, y + b)) for x, y in cells for a, b in product((-1, 0, 1), repeat=2))


def _is_city(place: Place) -> bool:
    return place.geonames_id is not None and _population(place.name, place.geonames_id) >= CITY


def _unit(place: Place) -> str | None:
    return f"{place.country}/{place.admin1}" if place.country and place.admin1 and place.precision != "country" else None


@lru_cache(maxsize=50_000)
def _population(name: str, geonames_id: int) -> int:
    """Of a place by its filed name ("Darayya (Daraya)"); 0 where the gazetteer does not say."""
    entries = Gazetteer.load().lookup(name.split(" (")[0])
    return next((e.population for e in entries if e.geonames_id == geonames_id), 0)
