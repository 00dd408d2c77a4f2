"""The sheet of keys, where they can be bound otherwise."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from sijill.apps.web.context import Shared
from sijill.apps.web.keymap import FIXED, SECTIONS

router = APIRouter(include_in_schema=False)


@router.get("/keys", response_class=HTMLResponse)
def keys(request: Request, shared: Shared) -> Response:
    """The keys."""
    return shared.show(request, "keys.html", here="keys", sections=SECTIONS, fixed=FIXED)
