"""The queue: the claims of a filter by pages, saved views, verdicts on many at once, undo and redo."""

from __future__ import annotations

from typing import Annotated
from uuid import uuid4

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from sijill.apps.web.context import PAGE_SIZE, Asked, Context, Refused, Shared
from sijill.apps.web.wanted import Wanted
from sijill.keep import Entry
from sijill.model import Claim, Decision, Verdict
from sijill.review import PREFIX, REDO, Said, View, corrected, last_correction, to_redo, to_undo, views
from sijill.review.unnamed import tells

router = APIRouter(include_in_schema=False)
BULK: dict[str, Verdict] = {"accept": "accept", "reject": "reject", "unsure": "unsure", "assign": "assign"}
#: More than this are not decided in one act.
MOST = 100_000


@router.get("/", response_class=HTMLResponse)
def queue(request: Request, shared: Shared, wanted: Asked, count: str = "") -> Response:
    """The claims of a filter. Where they are very many, only the first are counted, unless `count` asks for all."""
    found = wanted.filter(shared.ledger)
    page = shared.ledger.page(found, after=wanted.after or 0, before=wanted.before, size=PAGE_SIZE)
    counts = shared.ledger.counts()
    tally = shared.tally(found) if count == "all" else shared.quick_tally(found)
    return shared.show(request, "queue.html", here="queue", wanted=wanted, page=page, tally=tally, documents=counts.documents,
                       shown={e.claim.id: as_corrected(shared, e) for e in page.entries}, views=_views(shared), done=_done(request))


def _views(shared: Context) -> list[View]:
    """The saved views; none that could tell a name to whom names are withheld."""
    every = views(shared.whole)
    return [v for v in every if not tells(Wanted.of(v.query).filter())] if shared.unnamed else every


@router.get("/count", response_class=HTMLResponse)
def count(request: Request, shared: Shared, wanted: Asked) -> Response:
    """How many claims a filter finds, all of them counted: the part of the queue that may take a moment."""
    return shared.show(request, "count.html", wanted=wanted, tally=shared.tally(wanted.filter(shared.ledger)))


def as_corrected(shared: Context, entry: Entry) -> Claim:
    """The claim as its last correction has it."""
    if entry.status != "corrected":
        return entry.claim
    last = last_correction(shared.ledger.decisions(entry.claim.id))
    return corrected(entry.claim, last.corrected or {}) if last else entry.claim


def _done(request: Request) -> tuple[str, int] | None:
    """What a change that led here did, to be said on the page: a verdict and how many claims."""
    verdict, _, count = request.query_params.get("done", "").partition(":")
    return (verdict, int(count)) if verdict in {*BULK, "undo", "redo"} and count.isdigit() and len(count) < 8 else None


@router.post("/bulk")
def bulk(
    request: Request, shared: Shared, verdict: Annotated[str, Form()], token: Annotated[str, Form()], count: Annotated[str, Form()] = "",
    query: Annotated[str, Form()] = "", id: Annotated[list[str] | None, Form()] = None, reason: Annotated[str, Form()] = "", to: Annotated[str, Form()] = "",
) -> Response:
    """One verdict on the claims chosen, or on all claims of a filter when their number was typed."""
    shared.changing(request, token)
    wanted = Wanted.of(query)
    ids = [shared.claim(i).id for i in dict.fromkeys(id)] if id else _all(shared, wanted, count)
    if verdict not in BULK or not ids:
        raise Refused(422, "Nothing was decided", "Choose claims, then a verdict.")
    batch = f"b_{uuid4().hex[:12]}"
    held = {"to": to} if verdict == "assign" else None
    shared.decide_all([Said(i, BULK[verdict], reason, held, batch) for i in ids])
    return RedirectResponse(f"/?{wanted.query()}&done={verdict}:{len(ids)}", 303)


def _all(shared: Context, wanted: Wanted, count: str) -> list[str]:
    found = wanted.filter(shared.ledger)
    total = shared.ledger.tally(found).claims
    if count.replace(",", "").strip() != str(total):
        raise Refused(422, "Nothing was decided", f"The filter finds {total:,} claims; type that number to go on.")
    if total > MOST:
        raise Refused(422, "Nothing was decided", f"These are {total:,} claims; at most {MOST:,} are decided in one act. Narrow the filter.")
    return shared.ledger.ids(found, MOST)


@router.post("/undo")
def undo(request: Request, shared: Shared, token: Annotated[str, Form()], query: Annotated[str, Form()] = "") -> Response:
    """Take back what this reviewer decided last, as a decision of its own; a bulk is taken back at once."""
    reviewer = shared.changing(request, token)
    return _again(shared, [Said(d.subject, "undo", batch=d.batch) for d in to_undo(shared.whole, reviewer)], "undo", query)


@router.post("/redo")
def redo(request: Request, shared: Shared, token: Annotated[str, Form()], query: Annotated[str, Form()] = "") -> Response:
    """Make again what this reviewer's last undo took back."""
    reviewer = shared.changing(request, token)
    return _again(shared, [replaced(d) for d in to_redo(shared.whole, reviewer)], "redo", query)


def replaced(undone: Decision) -> Said:
    """A verdict made again."""
    return Said(undone.subject, undone.verdict, REDO, undone.corrected, undone.batch)


def _again(shared: Context, made: list[Said], what: str, query: str) -> Response:
    wanted = Wanted.of(query)
    if not made:
        raise Refused(409, f"Nothing to {what}", "No decision of yours is there to be taken back." if what == "undo" else "Nothing was taken back last.")
    shared.decide_all(made)
    if len(made) > 1:
        return RedirectResponse(f"/?{wanted.query()}&done={what}:{len(made)}", 303)
    return RedirectResponse(f"/claims/{made[0].subject}?{wanted.query()}", 303)


@router.post("/views")
def save_view(request: Request, shared: Shared, token: Annotated[str, Form()], name: Annotated[str, Form()], query: Annotated[str, Form()] = "",
              drop: Annotated[bool, Form()] = False) -> Response:
    """Keep a filter under a name, or take one away."""
    reviewer = shared.changing(request, token)
    name = " ".join(name.split())[:80]
    if not name:
        raise Refused(422, "Nothing was saved", "Give the view a name.")
    query = Wanted.of(query).query()
    shared.decide(PREFIX + name, "view", reviewer, corrected=None if drop else {"query": query})
    return RedirectResponse(f"/?{query}", 303)


__all__ = ["as_corrected", "replaced", "router"]
