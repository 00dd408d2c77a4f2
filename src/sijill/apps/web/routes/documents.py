"""The reports: their list, words in all of them, adding some, what could not be read, and one of them with all its claims."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, HTTPException, Request, UploadFile
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from sijill.apps.web.context import Refused, Shared
from sijill.apps.web.marks import Mark, paragraphs
from sijill.apps.web.wanted import a_number
from sijill.keep import ClaimFilter

router = APIRouter(include_in_schema=False)
LISTED = 50
SHOWN_CLAIMS = 2000


@router.get("/documents", response_class=HTMLResponse)
def documents(request: Request, shared: Shared, q: str = "", before: str = "") -> Response:
    """All reports, the newest first, or those that hold the words; and what could not be read."""
    ledger = shared.ledger
    if q.strip():
        hits = ledger.search(q, size=LISTED)
        return shared.show(request, "documents.html", here="documents", hits=hits, q=q, sought=q, counts=ledger.counts(), refused=[], reports=[], more=None)
    found = ledger.reports(before=a_number(before), size=LISTED + 1)
    return shared.show(request, "documents.html", here="documents", reports=found[:LISTED], hits=None, q="", refused=ledger.refused(),
                       more=found[LISTED - 1].number if len(found) > LISTED else None, counts=ledger.counts(), reading=shared.reading.state())


@router.post("/documents")
async def add(request: Request, shared: Shared, files: list[UploadFile], token: Annotated[str, Form()], published: Annotated[str, Form()] = "") -> Response:
    """Take files in; they are read behind the page, one after another."""
    shared.changing(request, token)
    held = [(file.filename or "report.txt", await file.read()) for file in files if file.filename]
    if not held:
        raise Refused(422, "Nothing was added", "Choose a file, or drop some on the page.")
    shared.reading.take(held, published.strip() or None)
    return RedirectResponse("/documents", 303)


@router.get("/documents/reading", response_class=HTMLResponse)
def reading(request: Request, shared: Shared) -> Response:
    """How far the reading is: the part of the page that asks again."""
    return shared.show(request, "reading.html", reading=shared.reading.state())


@router.get("/documents/{id_}", response_class=HTMLResponse)
def document(request: Request, shared: Shared, id_: str) -> Response:
    """One report with all its claims underlined."""
    found = shared.ledger.document(id_)
    if found is None:
        raise HTTPException(404, "no such report in this ledger")
    own = shared.ledger.page(ClaimFilter(document=id_), size=SHOWN_CLAIMS).entries
    marks = [Mark(e.claim.content.start, e.claim.content.end, "other", f"/claims/{e.claim.id}?document={id_}") for e in own]
    states = [(e.claim.content.start, e.status) for e in own]
    return shared.show(request, "document.html", here="documents", document=found, own=own, paragraphs=paragraphs(found, marks, states=states),
                       flagged=shared.ledger.flags("notice").get(found.id))


