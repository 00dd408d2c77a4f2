"""A map drawn on the server: borders, towns, and each place as wide as what is not known of it. It needs no script and prints.

In: places with a point. Out: shapes in pixels of a fixed box; a circle where the text gives a district or a province, a dot only for the place itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from math import cos, hypot, radians

from sijill.apps.web.earth import Country, Ring, countries
from sijill.lexicon.gazetteer import Gazetteer
from sijill.model import Place

#: Kilometres around the point within which it may be, by precision. UCDP's where_prec 2 is "within 25 km"; the others are typical half-widths of such units.
RADIUS_KM = {"exact": 0.0, "near": 25.0, "admin2": 40.0, "admin1": 100.0, "area": 150.0, "country": 400.0, "international": 800.0}
UNKNOWN = {"near": "near here", "admin2": "in the district", "admin1": "in the province", "area": "in the area", "country": "in the country",
           "international": "across borders"}
WIDTH, HEIGHT = 560.0, 336.0
KM_A_DEGREE = 111.2
LEAST_KM = 90.0
TOWNS = 9


@dataclass(frozen=True)
class Spot:
    """A place on the sketch: `radius` in pixels, 0 for a dot."""

    x: float
    y: float
    radius: float
    name: str
    unknown: str


@dataclass(frozen=True)
class Town:
    """A town to find one's way by."""

    x: float
    y: float
    name: str


@dataclass(frozen=True)
class Sketch:
    """What is drawn; `bar` is how many pixels `bar_km` are."""

    borders: tuple[str, ...]
    names: tuple[Town, ...]
    towns: tuple[Town, ...]
    spots: tuple[Spot, ...]
    bar: float
    bar_km: int
    said: str


@dataclass(frozen=True)
class View:
    """The stretch of the earth that is drawn, true to scale at its middle."""

    lat: float
    lon: float
    scale: float

    def at(self, lat: float, lon: float) -> tuple[float, float]:
        """Pixels of a point."""
        east = (lon - self.lon) * KM_A_DEGREE * cos(radians(self.lat))
        return WIDTH / 2 + east * self.scale, HEIGHT / 2 - (lat - self.lat) * KM_A_DEGREE * self.scale

    def degrees(self) -> tuple[float, float]:
        """How many degrees of latitude and longitude lie from the middle to the edge."""
        up = HEIGHT / 2 / self.scale / KM_A_DEGREE
        return up, WIDTH / 2 / self.scale / KM_A_DEGREE / max(0.1, cos(radians(self.lat)))


def sketch(places: Iterable[Place]) -> Sketch | None:
    """The sketch of some places; None where none has a point."""
    held = tuple(p for p in places if p.lat is not None and p.lon is not None)
    return _sketch(held) if held else None


@lru_cache(maxsize=256)
def _sketch(held: tuple[Place, ...]) -> Sketch:
    view = _view(held)
    spots = tuple(_spot(p, view) for p in held)
    bar_km = next(km for km in (500, 200, 100, 50, 20, 10, 5) if km * view.scale < WIDTH / 3)
    said = "; ".join(f"{p.name}: {UNKNOWN.get(p.precision, 'the place itself')}" for p in held[:5])
    return Sketch(tuple(_borders(view)), tuple(_names(view)), tuple(_towns(view)), spots, bar_km * view.scale, bar_km, said)


def _view(held: Sequence[Place]) -> View:
    lats, lons = [p.lat for p in held if p.lat is not None], [p.lon for p in held if p.lon is not None]
    lat, lon = (min(lats) + max(lats)) / 2, (min(lons) + max(lons)) / 2
    widest = max(RADIUS_KM[p.precision] for p in held)
    down = (max(lats) - min(lats)) / 2 * KM_A_DEGREE + widest * 1.25
    across = (max(lons) - min(lons)) / 2 * KM_A_DEGREE * cos(radians(lat)) + widest * 1.25
    return View(lat, lon, min(HEIGHT / 2 / max(down, LEAST_KM), WIDTH / 2 / max(across, LEAST_KM)))


def _spot(place: Place, view: View) -> Spot:
    assert place.lat is not None and place.lon is not None
    x, y = view.at(place.lat, place.lon)
    return Spot(x, y, RADIUS_KM[place.precision] * view.scale, place.name, UNKNOWN.get(place.precision, ""))


def _borders(view: View) -> Iterator[str]:
    for country in _outlines(_coarseness(view)):
        for polygon in country.polygons:
            if _seen(polygon[0], view):
                yield "".join(_path(ring, view) for ring in polygon)


def _coarseness(view: View) -> float:
    """How far apart points may be, in degrees, so that nobody sees the difference: about a pixel, in steps, so that few outlines are kept."""
    pixel = 1 / view.scale / KM_A_DEGREE
    return next((step for step in (0.5, 0.2, 0.05) if step <= 1.5 * pixel), 0.0)


@cache
def _outlines(apart: float) -> tuple[Country, ...]:
    """The countries, without points nearer to the one before than that."""
    if not apart:
        return tuple(countries())
    return tuple(Country(c.name, tuple(tuple(_thinned(ring, apart) for ring in polygon) for polygon in c.polygons)) for c in countries())


def _thinned(ring: Ring, apart: float) -> Ring:
    out = [ring[0]]
    for lon, lat in ring[1:-1]:
        if abs(lon - out[-1][0]) + abs(lat - out[-1][1]) >= apart:
            out.append((lon, lat))
    return (*out, ring[-1])


@cache
def _box(ring: Ring) -> tuple[float, float, float, float]:
    lons, lats = [p[0] for p in ring], [p[1] for p in ring]
    return min(lons), max(lons), min(lats), max(lats)


def _seen(ring: Ring, view: View) -> bool:
    up, across = view.degrees()
    west, east, south, north = _box(ring)
    return west <= view.lon + across and east >= view.lon - across and south <= view.lat + up and north >= view.lat - up


def _path(ring: Ring, view: View) -> str:
    """The ring in pixels, without points that a screen could not tell apart; far ones are drawn at the edge of a wide margin."""
    out: list[tuple[float, float]] = []
    for lon, lat in ring:
        x, y = view.at(lat, lon)
        x, y = min(max(x, -4 * WIDTH), 5 * WIDTH), min(max(y, -4 * HEIGHT), 5 * HEIGHT)
        if not out or hypot(x - out[-1][0], y - out[-1][1]) > 1.2:
            out.append((x, y))
    return "M" + "L".join(f"{x:.0f} {y:.0f}" for x, y in out) + "Z" if len(out) > 2 else ""


def _towns(view: View) -> Iterator[Town]:
    """The largest towns, none on top of another."""
    up, across = view.degrees()
    taken: list[tuple[float, float]] = []
    for town in Gazetteer.load().within(view.lat - up, view.lon - across, view.lat + up, view.lon + across, 60):
        x, y = view.at(town.lat, town.lon)
        if 8 < x < WIDTH - 80 and 14 < y < HEIGHT - 10 and all(abs(x - a) > 85 or abs(y - b) > 18 for a, b in taken):
            taken.append((x, y))
            yield Town(x, y, town.name)
        if len(taken) == TOWNS:
            return


def _names(view: View) -> Iterator[Town]:
    """Names of countries in the middle of what is seen of them."""
    for country in _outlines(max(0.2, _coarseness(view))):
        middle = _middle(country, view)
        if middle:
            yield Town(*middle, country.name)


def _middle(country: Country, view: View) -> tuple[float, float] | None:
    seen = [view.at(lat, lon) for polygon in country.polygons for lon, lat in polygon[0]]
    inside = [(x, y) for x, y in seen if 0 < x < WIDTH and 0 < y < HEIGHT]
    if len(inside) < 4:
        return None
    x, y = sum(p[0] for p in inside) / len(inside), sum(p[1] for p in inside) / len(inside)
    far = [view.at(lat, lon) for polygon in country.polygons for lon, lat in polygon[0]]
    cx, cy = sum(p[0] for p in far) / len(far), sum(p[1] for p in far) / len(far)
    away = hypot(cx - x, cy - y) or 1.0
    x, y = x + (cx - x) / away * 45, y + (cy - y) / away * 30
    return (x, y) if 30 < x < WIDTH - 60 and 20 < y < HEIGHT - 20 else None
