"""The countries of Natural Earth (1:50 million, public domain), as vendored in TopoJSON: decoded once, given as GeoJSON and as rings to draw.

In: `static/vendor/countries-50m.json` (world-atlas). Out: degrees, longitude first.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

FILE = Path(__file__).parent / "static" / "vendor" / "countries-50m.json"
Point = tuple[float, float]
Ring = tuple[Point, ...]


@dataclass(frozen=True)
class Country:
    """A country's name and its polygons, each an outer ring and holes."""

    name: str
    polygons: tuple[tuple[Ring, ...], ...]


@cache
def countries() -> tuple[Country, ...]:
    """All countries."""
    held = json.loads(FILE.read_text("utf8"))
    arcs = [_arc(arc, held["transform"]) for arc in held["arcs"]]
    return tuple(Country(g.get("properties", {}).get("name", ""), tuple(_polygons(g, arcs))) for g in held["objects"]["countries"]["geometries"])


def _arc(arc: Sequence[Sequence[int]], transform: dict[str, Any]) -> Ring:
    """Steps from point to point, as points."""
    (kx, ky), (dx, dy) = transform["scale"], transform["translate"]
    x = y = 0
    out = []
    for step in arc:
        x, y = x + step[0], y + step[1]
        out.append((round(x * kx + dx, 4), round(y * ky + dy, 4)))
    return tuple(out)


def _polygons(geometry: dict[str, Any], arcs: Sequence[Ring]) -> Iterator[tuple[Ring, ...]]:
    many = geometry.get("arcs", []) if geometry["type"] == "MultiPolygon" else [geometry["arcs"]] if geometry["type"] == "Polygon" else []
    for polygon in many:
        yield tuple(_ring(ring, arcs) for ring in polygon)


def _ring(ring: Sequence[int], arcs: Sequence[Ring]) -> Ring:
    """Arcs end to end; a number below nothing is an arc walked backwards."""
    out: list[Point] = []
    for n in ring:
        found = arcs[n] if n >= 0 else arcs[~n][::-1]
        out.extend(found[1:] if out else found)
    return tuple(out)


@cache
def geojson() -> bytes:
    """All countries as a feature collection, once for a running server."""
    features = [{"type": "Feature", "properties": {"name": c.name}, "geometry": {"type": "MultiPolygon", "coordinates": c.polygons}} for c in countries()]
    return json.dumps({"type": "FeatureCollection", "features": features}, separators=(",", ":"), ensure_ascii=False).encode()
