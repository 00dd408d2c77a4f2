"""Where and when a filter's claims are: the map with its places, the timeline beneath, and the data that the map's script asks for."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from sijill.apps.web.context import Asked, Context, Shared
from sijill.apps.web.earth import geojson
from sijill.apps.web.sketch import RADIUS_KM, UNKNOWN, sketch
from sijill.apps.web.timeline import Timeline, timeline
from sijill.keep import ClaimFilter, Spot, tallied

router = APIRouter(include_in_schema=False)
#: Places drawn; those with most claims, where there are more.
DRAWN = 2000
#: Of fewer claims a count by place and by day is there at once.
MANY = 10_000
LISTED = 40


@router.get("/map", response_class=HTMLResponse)
def map_(request: Request, shared: Shared, wanted: Asked, drawn: str = "") -> Response:
    """The map, and the same as a list. Where counting takes long the page comes first and asks for the rest, unless `drawn` asks for all."""
    found = wanted.filter(shared.ledger)
    tally = shared.quick_tally(found)
    if not (drawn == "all" or tally.claims < MANY or tallied(found) or shared.memory.holds(("when", *_state(shared, found)))):
        return shared.show(request, "map.html", here="map", wanted=wanted, tally=tally, drawn=False, time=Timeline("year", ()))
    spots = _spots(shared, found)
    return shared.show(request, "map.html", here="map", wanted=wanted, tally=tally, drawn=True, spots=spots[:LISTED], many=len(spots), most=DRAWN,
                       map=sketch([s.place for s in spots[:LISTED]]), time=_timeline(shared, found), unknown=UNKNOWN, placed=sum(s.claims for s in spots))


def _spots(shared: Context, found: ClaimFilter) -> list[Spot]:
    return shared.memory.get(("where", *_state(shared, found)), lambda: shared.ledger.where_are(found, DRAWN))


def _timeline(shared: Context, found: ClaimFilter) -> Timeline:
    return shared.memory.get(("when", *_state(shared, found)), lambda: timeline(shared.ledger, found))


def _state(shared: Context, found: ClaimFilter) -> tuple[Hashable, ...]:
    """What an answer holds for: who asks, what there is, and, where it is asked for, what is decided."""
    counts = shared.ledger.counts()
    return shared.eyes, counts.last_reading, counts.last_decision if found.status or shared.unnamed else 0, found


@router.get("/map/places.json")
def places(shared: Shared, wanted: Asked) -> dict[str, Any]:
    """The places of a filter's claims as GeoJSON; `km` is how far from the point the happening may be."""
    features = [{
        "type": "Feature", "geometry": {"type": "Point", "coordinates": [s.place.lon, s.place.lat]},
        "properties": {"name": s.place.name, "claims": s.claims, "km": RADIUS_KM[s.place.precision], "unknown": UNKNOWN.get(s.place.precision, ""),
                       "query": wanted.query(place=s.place.name, near=None, km=None)},
    } for s in _spots(shared, wanted.filter(shared.ledger))]
    return {"type": "FeatureCollection", "features": features}


@router.get("/map/countries.json")
def countries() -> Response:
    """Natural Earth's countries."""
    return Response(geojson(), media_type="application/geo+json", headers={"cache-control": "max-age=86400"})
