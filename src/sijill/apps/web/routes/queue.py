"""The queue: the claims of a filter, and one verdict on all of them."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from sijill.apps.web.context import PAGE_SIZE, Refused, Shared
from sijill.apps.web.routes.claims import DECIDE
from sijill.apps.web.wanted import Wanted
from sijill.review import Queue

router = APIRouter(include_in_schema=False)


@router.get("/", response_class=HTMLResponse)
def queue(request: Request, shared: Shared, wanted: Annotated[Wanted, Query()]) -> Response:
    """The queue: the claims of a filter."""
    found = Queue.of(shared.ledger, wanted.filter(), wanted.state())
    first = (max(1, wanted.page) - 1) * PAGE_SIZE
    return shared.show(request, "queue.html", here="queue", wanted=wanted, queue=found, rows=found.rows[first : first + PAGE_SIZE],
                       more=wanted.query(page=wanted.page + 1) if len(found.rows) > first + PAGE_SIZE else None,
                       documents=any(True for _ in shared.ledger.documents()))


@router.post("/bulk")
def bulk(
    request: Request, shared: Shared, verdict: Annotated[str, Form()], token: Annotated[str, Form()], count: Annotated[str, Form()] = "",
    query: Annotated[str, Form()] = "",
) -> Response:
    """One verdict on all claims of a filter, when their number was typed."""
    reviewer = shared.changing(request, token)
    wanted = Wanted.of(query)
    rows = Queue.of(shared.ledger, wanted.filter(), wanted.state()).rows
    if verdict not in DECIDE or count.strip() != str(len(rows)):
        raise Refused(422, "Nothing was decided", f"The filter finds {len(rows)} claims; type that number to go on.")
    for row in rows:
        shared.decide(row.claim.id, DECIDE[verdict], reviewer, "bulk")
    return RedirectResponse(f"/?{wanted.query()}", 303)
