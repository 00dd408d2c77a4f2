"""Every decision there is, the newest first; nothing is removed."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from sijill.apps.web.context import Shared

router = APIRouter(include_in_schema=False)


@router.get("/history", response_class=HTMLResponse)
def history(request: Request, shared: Shared) -> Response:
    """Every decision there is, the newest first."""
    every = [d for group in shared.ledger.all_decisions().values() for d in group]
    return shared.show(request, "history.html", here="history", decisions=sorted(every, key=lambda d: d.decided_at, reverse=True)[:1000])
