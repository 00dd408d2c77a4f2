"""What was foretold, demanded, threatened or offered, by the day on which it falls due; judged by later claims."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from sijill.apps.web.context import Context, Refused, Shared
from sijill.apps.web.due_view import Item, item
from sijill.apps.web.wanted import a_number
from sijill.keep import FORETOLD, Foretold, When
from sijill.review import CAME, Judgement, to_judge_again, to_take_back

router = APIRouter(include_in_schema=False)
LISTED = 20
#: Of what is still to come, and what has no day, so many are shown beneath.
BENEATH = 10


@router.get("/due", response_class=HTMLResponse)
def due(request: Request, shared: Shared, on: str | None = None, only: str = "", after: str = "") -> Response:
    """What has fallen due by a day, then what is still to come, then what has no day."""
    day, chosen = _day(on), tuple(k for k in request.query_params.getlist("kind") if k in FORETOLD)
    key, kinds = a_number(after) or 0, chosen or FORETOLD
    past = shared.ledger.foretold("past", day, kinds=kinds, after=key, size=LISTED + 1, open_only=only == "open")

    def beneath(when: When) -> list[Item]:
        return _items(shared, shared.ledger.foretold(when, day, kinds=kinds, size=BENEATH), day) if not key else []
    return shared.show(request, "due.html", here="due", day=day, kinds=chosen, every=FORETOLD, only=only, past=_items(shared, past[:LISTED], day),
                       more=past[LISTED - 1].key if len(past) > LISTED else None, query=_query(day, chosen, only), first=not key,
                       ahead=beneath("ahead"), undated=beneath("undated"))


def _day(on: str | None) -> str:
    try:
        return date.fromisoformat(on).isoformat() if on else date.today().isoformat()
    except ValueError:
        return date.today().isoformat()


def _items(shared: Context, found: Sequence[Foretold], day: str) -> list[Item]:
    return [item(shared.ledger, one, day) for one in found]


def _query(day: str, kinds: Sequence[str], only: str) -> str:
    return "&".join([f"on={day}", *(f"kind={k}" for k in kinds), *(["only=open"] if only == "open" else [])])


@router.post("/due/{id_}/judge")
def judge(
    shared: Shared, id_: str, came: Annotated[str, Form()] = "", reason: Annotated[str, Form()] = "", query: Annotated[str, Form()] = "",
    seen: Annotated[int | None, Form()] = None,
) -> Response:
    """What became of it."""
    claim = shared.claim(id_)
    if came not in CAME or claim.forecast is None:
        raise Refused(422, "Nothing was judged", "Say whether it was met, in part, not, or cannot be told; only what looks ahead to a day can be judged.")
    return _kept(shared, claim.id, {"came": came}, reason, query, seen)


@router.post("/due/undo")
def undo(shared: Shared, query: Annotated[str, Form()] = "") -> Response:
    """Take back what this reviewer judged last, as a decision of its own."""
    return _again(shared, to_take_back(shared.whole, shared.person.name), query, "Nothing to undo", "No judgement of yours is there to be taken back.")


@router.post("/due/redo")
def redo(shared: Shared, query: Annotated[str, Form()] = "") -> Response:
    """Judge again what this reviewer took back last."""
    return _again(shared, to_judge_again(shared.whole, shared.person.name), query, "Nothing to redo", "No judgement was taken back last.")


def _again(shared: Context, found: Judgement | None, query: str, what: str, why: str) -> Response:
    if found is None:
        raise Refused(409, what, why)
    return _kept(shared, found.subject, found.corrected, "", query)


def _kept(shared: Context, id_: str, held: dict[str, Any], reason: str, query: str, seen: int | None = None) -> Response:
    shared.decide(id_, "judge", shared.person.name, reason, held, seen)
    return RedirectResponse(f"/due?{query}#{id_}", 303)
