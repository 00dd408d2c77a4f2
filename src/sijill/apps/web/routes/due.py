"""What was foretold, demanded or threatened for a day that has passed."""

from __future__ import annotations

from datetime import date

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from sijill.apps.web.context import Shared
from sijill.link import due as fallen_due

router = APIRouter(include_in_schema=False)


@router.get("/due", response_class=HTMLResponse)
def due(request: Request, shared: Shared, on: str | None = None) -> Response:
    """What was foretold, demanded or threatened for a day that has passed."""
    try:
        day = date.fromisoformat(on).isoformat() if on else date.today().isoformat()
    except ValueError:
        day = date.today().isoformat()
    return shared.show(request, "due.html", here="due", day=day, due=list(fallen_due(list(shared.ledger.claims()), day)))
