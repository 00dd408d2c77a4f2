"""One claim in its report, and what is decided of it."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, HTTPException, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from sijill.apps.web.context import Shared
from sijill.apps.web.marks import marks_of, paragraphs
from sijill.apps.web.wanted import Wanted
from sijill.keep import Stale
from sijill.model import Verdict
from sijill.review import Queue, standing

router = APIRouter(include_in_schema=False)
DECIDE: dict[str, Verdict] = {"accept": "accept", "reject": "reject", "unsure": "unsure", "correct": "correct", "note": "note", "undo": "undo"}


@router.get("/claims/{id_}", response_class=HTMLResponse)
def claim(request: Request, shared: Shared, id_: str, wanted: Annotated[Wanted, Query()]) -> Response:
    """One claim in its report."""
    found = shared.claim(id_)
    document = shared.ledger.document(found.document.id)
    around = Queue.of(shared.ledger, wanted.filter(), None)
    back, ahead, todo = around.around(found.id)
    own = [r for r in around.rows if r.claim.document.id == found.document.id]
    decisions = shared.ledger.decisions(found.id)
    return shared.show(request, "claim.html", here="queue", claim=found, document=document, own=own, back=back, ahead=ahead, todo=todo, wanted=wanted,
                       paragraphs=paragraphs(document, marks_of(found), found.content) if document else [], decisions=decisions, standing=standing(decisions))


@router.post("/claims/{id_}/decide")
def decide(
    request: Request, shared: Shared, id_: str, verdict: Annotated[str, Form()], token: Annotated[str, Form()], seen: Annotated[int | None, Form()] = None,
    reason: Annotated[str, Form()] = "", query: Annotated[str, Form()] = "",
) -> Response:
    """A verdict on one claim; then the next one comes."""
    reviewer = shared.changing(request, token)
    found = shared.claim(id_)
    if verdict not in {*DECIDE, "redo"}:
        raise HTTPException(422, "no such verdict")
    if verdict == "redo":
        undone = standing(shared.ledger.decisions(found.id)).undone
        if undone is not None:
            shared.decide(found.id, undone.verdict, reviewer, "redo", seen=seen)
    else:
        try:
            shared.decide(found.id, DECIDE[verdict], reviewer, reason, seen=seen)
        except Stale as stale:
            return shared.show(request, "stale.html", 409, claim=found, by=stale.decision, verdict=verdict, query=query, count=stale.count)
    wanted = Wanted.of(query)
    _, _, todo = Queue.of(shared.ledger, wanted.filter(), None).around(found.id)
    stay = verdict in ("undo", "redo", "note") or todo is None
    return RedirectResponse(f"/claims/{found.id if stay else todo}?{wanted.query()}", 303)
