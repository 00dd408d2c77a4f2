"""What was foretold, demanded or threatened for a day that has passed."""

from __future__ import annotations

from datetime import date

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from sijill.apps.web.context import LINKED_ON_REQUEST, Context, Shared
from sijill.link import due as fallen_due
from sijill.model import Claim

router = APIRouter(include_in_schema=False)


@router.get("/due", response_class=HTMLResponse)
def due(request: Request, shared: Shared, on: str | None = None) -> Response:
    """What was foretold, demanded or threatened for a day that has passed."""
    try:
        day = date.fromisoformat(on).isoformat() if on else date.today().isoformat()
    except ValueError:
        day = date.today().isoformat()
    claims = shared.linking.get(("claims", shared.ledger.counts().last_reading), lambda: _claims(shared))
    return shared.show(request, "due.html", here="due", day=day, due=list(fallen_due(list(claims.values()), day)), claims=claims)


def _claims(shared: Context) -> dict[str, Claim]:
    """All claims by id; none where they are too many to go through on request."""
    return {c.id: c for c in shared.ledger.claims()} if shared.ledger.tally().claims <= LINKED_ON_REQUEST else {}
