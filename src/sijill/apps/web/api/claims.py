"""Claims over the API: a filter's, one, and what is decided of them."""

from __future__ import annotations

import re
from typing import Annotated
from uuid import uuid4

from fastapi import APIRouter, Header, HTTPException, Query, Request
from fastapi.responses import Response

from sijill.apps.web.api.answers import answer, next_page
from sijill.apps.web.api.shapes import STALE, UNCHANGED, Asked, Bulk, Claims, Decided, Deciding, FullClaim, ListedClaim
from sijill.apps.web.context import Context, Shared
from sijill.keep import Entry, Stale
from sijill.keep.tables import storable
from sijill.review import Said, decide

router = APIRouter(tags=["claims"])
#: More than this are not decided in one act.
MOST = 100_000


@router.get("/claims", response_model=Claims, responses=UNCHANGED)
def claims(request: Request, shared: Shared, asked: Annotated[Asked, Query()]) -> Response:
    """The claims of a filter, in the order in which they were read."""
    wanted = asked.asked()
    page = shared.ledger.page(wanted, after=asked.after, size=asked.limit)
    listed = [ListedClaim(**dict(e.claim), number=e.number, status=e.status) for e in page.entries]
    return answer(request, Claims(filter=wanted.sentence(), total=shared.tally(wanted).claims, claims=listed, next=next_page(request, page.after)))


@router.get("/claims/{id_}", response_model=FullClaim, responses=UNCHANGED)
def claim(request: Request, shared: Shared, id_: str) -> Response:
    """One claim with its decisions. The ETag goes into If-Match of a decision on it."""
    return _one(request, shared, _entry(shared, id_))


def _entry(shared: Context, id_: str) -> Entry:
    return shared.entry(storable(id_))


def _one(request: Request, shared: Context, entry: Entry, status: int = 200) -> Response:
    made = tuple(shared.ledger.decisions(entry.claim.id))
    full = FullClaim(**dict(entry.claim), number=entry.number, status=entry.status, decisions=made)
    return answer(request, full, status, tag=f"{len(made)}-", headers={"Location": f"/api/v1/claims/{entry.claim.id}"} if status == 201 else None)


@router.post("/claims/{id_}/decisions", response_model=FullClaim, status_code=201, responses=STALE)
def decide_one(
    request: Request, shared: Shared, id_: str, said: Deciding,
    if_match: Annotated[str | None, Header(description="The claim's ETag: nothing is written when somebody decided since.")] = None,
) -> Response:
    """Decide on a claim. Gives the claim as it stands then."""
    found = _entry(shared, id_).claim
    seen = said.seen if if_match is None or if_match.strip() == "*" else _seen(if_match)
    try:
        decide(shared.whole, shared.person, found.id, said.verdict, team=shared.team, reason=said.reason, corrected=said.corrected, seen=seen)
    except Stale as stale:
        raise HTTPException(412 if if_match else 409, str(stale)) from stale
    return _one(request, shared, _entry(shared, found.id), 201)


def _seen(etag: str) -> int:
    """How many decisions an ETag knows of. Raises HTTPException where it is none of ours: it cannot be how the claim stands."""
    found = re.fullmatch(r'(?:W/)?"(\d{1,15})-[0-9a-f]{20}"', etag.strip())
    if found is None:
        raise HTTPException(412, "If-Match holds no ETag that this claim ever had")
    return int(found[1])


@router.post("/bulk", response_model=Decided, responses=STALE)
def bulk(request: Request, shared: Shared, said: Bulk) -> Response:
    """One verdict on all claims of a filter, all of them or none."""
    ids = shared.ledger.ids(said.filter.asked(), MOST + 1)
    if len(ids) > MOST:
        raise HTTPException(422, f"at most {MOST:,} claims are decided in one act; narrow the filter")
    if len(ids) != said.count:
        raise HTTPException(409, f"the filter finds {len(ids):,} claims, not {said.count:,}; nothing was decided")
    batch = f"b_{uuid4().hex[:12]}"
    shared.decide_all([Said(id_, said.verdict, said.reason, batch=batch) for id_ in ids])
    return answer(request, Decided(decided=len(ids)))
