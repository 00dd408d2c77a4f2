"""The reports: their list, what could not be read, and one of them with all its claims."""

from __future__ import annotations

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse, Response

from sijill.apps.web.context import Shared
from sijill.apps.web.marks import paragraphs

router = APIRouter(include_in_schema=False)


@router.get("/documents", response_class=HTMLResponse)
def documents(request: Request, shared: Shared) -> Response:
    """All reports, and what could not be read."""
    counts: dict[str, int] = {}
    for c in shared.ledger.claims():
        counts[c.document.id] = counts.get(c.document.id, 0) + 1
    return shared.show(request, "documents.html", here="documents", documents=list(shared.ledger.documents()), counts=counts,
                       refusals=shared.ledger.refusals())


@router.get("/documents/{id_}", response_class=HTMLResponse)
def document(request: Request, shared: Shared, id_: str) -> Response:
    """One report with all its claims underlined."""
    found = shared.ledger.document(id_)
    if found is None:
        raise HTTPException(404, "no such report in this ledger")
    own = [c for c in shared.ledger.claims() if c.document.id == id_]
    return shared.show(request, "document.html", here="documents", document=found, own=own,
                       paragraphs=paragraphs(found, [(c.content.start, c.content.end, "m-other") for c in own]))
