"""What is not shown to everybody: names of sources, and texts that come after a notice."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, HTTPException, Request
from fastapi.responses import RedirectResponse, Response

from sijill.apps.web.context import SHOWN, Shared, short_id
from sijill.apps.web.safety import safe_way

router = APIRouter(include_in_schema=False)


@router.post("/claims/{id_}/withhold")
def withhold(
    shared: Shared, id_: str, lifted: Annotated[bool, Form()] = False, source: Annotated[str, Form()] = "", reason: Annotated[str, Form()] = "",
    query: Annotated[str, Form()] = "",
) -> Response:
    """Withhold who says a claim, in its report, or a source by its name wherever it is named; or show them again."""
    claim = shared.claim(id_)
    subject = f"source:{source}" if source else claim.id
    if source and source not in {s.name for s in claim.sources}:
        raise HTTPException(422, f"{source} is no source of this claim")
    shared.decide(subject, "withhold", shared.person.name, reason, {"lifted": True} if lifted else None)
    return RedirectResponse(f"/claims/{claim.id}?{query}", 303)


@router.post("/documents/{id_}/notice")
def notice(shared: Shared, id_: str, words: Annotated[str, Form()] = "", lifted: Annotated[bool, Form()] = False) -> Response:
    """Show a report after a notice only, or without one again."""
    if shared.ledger.number_of(id_) is None:
        raise HTTPException(404, "no such report in this ledger")
    shared.decide(id_, "notice", shared.person.name, " ".join(words.split())[:300], {"lifted": True} if lifted else None)
    return RedirectResponse(f"/documents/{id_}", 303)


@router.post("/documents/{id_}/show")
def show(request: Request, id_: str, back: Annotated[str, Form()] = "/") -> Response:
    """Show the text in spite of its notice, for as long as the browser stays open."""
    held = request.cookies.get(SHOWN, "").split(".")
    response = RedirectResponse(safe_way(back), 303)
    response.set_cookie(SHOWN, ".".join([*held[-100:], short_id(id_)]), httponly=True, samesite="lax", secure=request.url.scheme == "https")
    return response
