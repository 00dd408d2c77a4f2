"""What the claims are about: the list of incidents, and one of them with the claims behind it."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from sijill.apps.web.context import Shared
from sijill.model import Claim

router = APIRouter(include_in_schema=False)


@router.get("/incidents", response_class=HTMLResponse)
def all_incidents(request: Request, shared: Shared) -> Response:
    """What the claims are about."""
    return shared.show(request, "incidents.html", here="incidents", incidents=shared.incidents())


@router.get("/incidents/{id_}", response_class=HTMLResponse)
def one_incident(request: Request, shared: Shared, id_: str) -> Response:
    """One incident with the claims behind it."""
    found = shared.incident(id_)
    claims = [shared.claim(c) for c in found.claims]
    roots: dict[str, list[Claim]] = {}
    for c in claims:
        roots.setdefault(c.sources[0].name if c.sources else f"The report {c.document.title or c.document.uri} itself", []).append(c)
    return shared.show(request, "incident.html", here="incidents", incident=found, roots=roots, by_id={c.id: c for c in claims})
