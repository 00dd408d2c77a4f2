"""How far the reviewers agree, and what they disagree about: who said what side by side, and an editor's decision that stands."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from sijill.apps.web.context import Context, Refused, Shared
from sijill.apps.web.routes.claims import of_claim
from sijill.apps.web.wanted import Wanted
from sijill.keep import ClaimFilter, Stale
from sijill.model import Verdict
from sijill.review.history import report, sides_of

router = APIRouter(include_in_schema=False)
DISAGREED = ClaimFilter(status="disagreed")
OWN: dict[str, Verdict] = {"accept": "accept", "reject": "reject", "unsure": "unsure"}


@router.get("/agreement", response_class=HTMLResponse)
def agreement(request: Request, shared: Shared) -> Response:
    """Alpha and kappa of each field, kept until somebody decides again."""
    last = shared.whole.counts().last_decision
    found = shared.memory.get(("agreement", last), lambda: report(shared.whole))
    return shared.show(request, "agreement.html", here="agreement", report=found, team=shared.team, waiting=shared.whole.tally(DISAGREED).claims)


@router.get("/adjudicate", response_class=HTMLResponse)
def first(request: Request, shared: Shared) -> Response:
    """To the first claim that waits for a decision between its reviewers."""
    found = shared.ledger.page(DISAGREED, size=1).entries
    if found:
        return RedirectResponse(f"/adjudicate/{found[0].claim.id}", 303)
    return shared.show(request, "message.html", here="agreement", title="Nothing to settle", words="No two reviewers who decided blind disagree about a claim.")


@router.get("/adjudicate/{id_}", response_class=HTMLResponse)
def adjudicate(request: Request, shared: Shared, id_: str) -> Response:
    """Both sides of one claim, beside its report."""
    entry = shared.entry(id_)
    held = of_claim(shared, entry, Wanted(status="disagreed"))
    sides = sides_of(held["read"], held["decisions"])
    return shared.show(request, "adjudicate.html", **{**held, "here": "agreement"}, linked=False, sides=sides, waiting=shared.ledger.tally(DISAGREED).claims)


@router.post("/adjudicate/{id_}")
def settle(
    request: Request, shared: Shared, id_: str, seen: Annotated[int | None, Form()] = None, side: Annotated[str, Form()] = "",
    verdict: Annotated[str, Form()] = "", reason: Annotated[str, Form()] = "",
) -> Response:
    """Take a reviewer's side, or neither's; then the next disagreement comes."""
    entry = shared.entry(id_)
    ahead = shared.ledger.page(DISAGREED, after=entry.number, size=1).entries
    try:
        if side:
            _take(shared, entry.claim.id, side, reason, seen)
        elif verdict in OWN:
            shared.decide(entry.claim.id, OWN[verdict], shared.person.name, reason, seen=seen)
        else:
            raise Refused(422, "Nothing was settled", "Take a side, or give a verdict of your own.")
    except Stale as stale:
        again = {"verdict": verdict or "accept", "query": "", "count": stale.count, "reason": reason}
        return shared.show(request, "stale.html", 409, claim=entry.claim, by=shared.shown(stale.decision), **again)
    return RedirectResponse(f"/adjudicate/{ahead[0].claim.id}" if ahead else "/adjudicate", 303)


def _take(shared: Context, subject: str, side: str, reason: str, seen: int | None) -> None:
    """The verdict of a side with what it corrects, as the editor's own. Raises Refused."""
    taken = next((s for s in sides_of(shared.whole.claim(subject), shared.whole.decisions(subject)).sides if s.reviewer == side), None)
    if taken is None:
        raise Refused(422, "Nothing was settled", f"{side} has no view on this claim.")
    shared.decide(subject, taken.decision.verdict, shared.person.name, reason or f"as {side}", taken.fields or None, seen=seen)
