"""One claim in its report, and what is decided of it."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, Any

from fastapi import APIRouter, Form, HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from sijill.apps.web.context import Asked, Context, Shared
from sijill.apps.web.elsewhere import aligned
from sijill.apps.web.fields import fields_of
from sijill.apps.web.marks import Mark, marks_of, paragraphs
from sijill.apps.web.routes.queue import as_corrected, replaced
from sijill.apps.web.rules import rule_words
from sijill.apps.web.wanted import Wanted
from sijill.keep import ClaimFilter, Entry, Stale
from sijill.model import Verdict
from sijill.review import Around, standing

router = APIRouter(include_in_schema=False)
DECIDE: dict[str, Verdict] = {"accept": "accept", "reject": "reject", "unsure": "unsure", "note": "note", "assign": "assign", "undo": "undo"}
#: So many claims of the report are listed beside it.
LISTED = 300


@router.get("/claims/{id_}", response_class=HTMLResponse)
def claim(request: Request, shared: Shared, id_: str, wanted: Asked) -> Response:
    """One claim in its report."""
    entry = shared.entry(id_)
    beside = _elsewhere(shared, entry) if shared.linked else {}
    return shared.show(request, "claim.html", **of_claim(shared, entry, wanted), linked=shared.linked, **beside)


def of_claim(shared: Context, entry: Entry, wanted: Wanted) -> dict[str, Any]:
    """What the page of a claim shows, and that of its correction."""
    found, shown = wanted.filter(shared.ledger), as_corrected(shared, entry)
    document = shared.ledger.document(entry.claim.document.id)
    decisions = shared.ledger.decisions(entry.claim.id)
    own = _own(shared, found, entry)
    others = [Mark(e.claim.content.start, e.claim.content.end, "other", f"/claims/{e.claim.id}?{wanted.query()}") for e in own if e.number != entry.number]
    states = [(e.claim.content.start, e.status) for e in own]
    lines = paragraphs(document, [*marks_of(shown), *others], shown.content, states) if document and document.text else []
    return {"here": "queue", "claim": shown, "read": entry.claim, "entry": entry, "document": document, "own": own, "wanted": wanted, "paragraphs": lines,
            "around": Around.of(shared.ledger, found, entry.number), "decisions": decisions, "standing": standing(decisions),
            "fields": fields_of(shown, document), "before": {f.name: f.value for f in fields_of(entry.claim, document)},
            "rule": rule_words(entry.claim), "withheld": shared.whole.flags("withhold")}


def _own(shared: Context, found: ClaimFilter, entry: Entry) -> list[Entry]:
    """The filter's claims in this report, and this one in any case."""
    own = list(shared.ledger.page(replace(found, document=entry.claim.document.id), size=LISTED).entries)
    return own if any(e.number == entry.number for e in own) else sorted([*own, entry], key=lambda e: e.number)


@router.get("/claims/{id_}/elsewhere", response_class=HTMLResponse)
def elsewhere(request: Request, shared: Shared, id_: str, wanted: Asked) -> Response:
    """The part of a claim's page that takes time on a cold start: the same happening in other reports."""
    entry = shared.entry(id_)
    if not shared.linked and "hx-request" in request.headers:
        shared.link_behind()
        return shared.show(request, "looking.html", claim=entry.claim, wanted=wanted)
    return shared.show(request, "elsewhere.html", wanted=wanted, claim=entry.claim, **_elsewhere(shared, entry))


def _elsewhere(shared: Context, entry: Entry) -> dict[str, Any]:
    incident = shared.incident_of(entry.claim.id)
    return {"incident": incident, "lines": aligned(shared, entry, incident) if incident else []}


@router.post("/claims/{id_}/decide")
def decide(
    request: Request, shared: Shared, id_: str, verdict: Annotated[str, Form()], token: Annotated[str, Form()], seen: Annotated[int | None, Form()] = None,
    reason: Annotated[str, Form()] = "", query: Annotated[str, Form()] = "", to: Annotated[str, Form()] = "",
) -> Response:
    """A verdict on one claim; then the next one comes."""
    reviewer = shared.changing(request, token)
    entry = shared.entry(id_)
    if verdict not in {*DECIDE, "redo"}:
        raise HTTPException(422, "no such verdict")
    wanted = Wanted.of(query)
    ahead = Around.of(shared.ledger, wanted.filter(shared.ledger), entry.number).todo
    try:
        if verdict == "redo":
            _redo(shared, entry.claim.id, reviewer, seen)
        else:
            shared.decide(entry.claim.id, DECIDE[verdict], reviewer, reason, {"to": to[:80]} if verdict == "assign" else None, seen=seen)
    except Stale as stale:
        again = {"verdict": verdict, "query": query, "count": stale.count, "reason": reason}
        return shared.show(request, "stale.html", 409, claim=entry.claim, by=shared.shown(stale.decision), **again)
    stay = verdict in ("undo", "redo", "note", "assign") or ahead is None
    return RedirectResponse(f"/claims/{entry.claim.id}?{wanted.query()}" if stay else f"/claims/{ahead}?{wanted.query()}&after_verdict={verdict}", 303)


def _redo(shared: Context, id_: str, reviewer: str, seen: int | None) -> None:
    undone = standing(shared.ledger.decisions(id_)).undone
    if undone is not None:
        again = replaced(undone)
        shared.decide(id_, again.verdict, reviewer, again.reason, again.corrected, seen)
