"""The rest of the ledger over the API: incidents, reports, words in them, decisions, what is due, who is asking."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import APIRouter, HTTPException, Query, Request
from fastapi.responses import Response

from sijill.apps.web.api.answers import answer, next_page
from sijill.apps.web.api.shapes import (
    UNCHANGED,
    After,
    Day,
    Decisions,
    Documents,
    Due,
    Found,
    FullDocument,
    Hits,
    Incidents,
    Limit,
    ListedDocument,
    MadeDecision,
    Me,
    Paged,
    Words,
)
from sijill.apps.web.context import Shared
from sijill.keep.tables import storable
from sijill.model import Incident
from sijill.review import bearing
from sijill.review.decide import is_blind

router = APIRouter(responses=UNCHANGED)


@router.get("/incidents", response_model=Incidents, tags=["incidents"])
def incidents(request: Request, shared: Shared, asked: Annotated[Paged, Query()]) -> Response:
    """All incidents, as they are linked now."""
    shared.link()
    part, total, end = shared.ledger.some_incidents(offset=asked.after, size=asked.limit), shared.whole.count_incidents(), asked.after + asked.limit
    return answer(request, Incidents(total=total, incidents=part, next=next_page(request, end if end < total else None)))


@router.get("/incidents/{id_}", response_model=Incident, tags=["incidents"])
def incident(request: Request, shared: Shared, id_: str) -> Response:
    """One incident."""
    return answer(request, shared.incident(id_))


@router.get("/documents", response_model=Documents, tags=["documents"])
def documents(request: Request, shared: Shared, asked: Annotated[Paged, Query()]) -> Response:
    """The reports, in the order in which they came, without their texts."""
    found, notices = shared.ledger.documents_after(asked.after, asked.limit), shared.ledger.flags("notice")
    listed = [ListedDocument(**dict(d.ref), number=n, notice=notices.get(d.id)) for n, d in found]
    return answer(request, Documents(documents=listed, next=next_page(request, found[-1][0] if len(found) == asked.limit else None)))


@router.get("/documents/{id_}", response_model=FullDocument, tags=["documents"])
def document(request: Request, shared: Shared, id_: str) -> Response:
    """One report with its text; spans count its code points."""
    number = shared.ledger.number_of(storable(id_))
    found = shared.ledger.document(storable(id_))
    if found is None or number is None:
        raise HTTPException(404, "no such report in this ledger")
    return answer(request, FullDocument(**dict(found.ref), number=number, notice=shared.ledger.flags("notice").get(found.id), text=found.text))


@router.get("/search", response_model=Hits, tags=["documents"])
def search(request: Request, shared: Shared, q: Words, after: After = 0, limit: Limit = 50) -> Response:
    """Reports that hold all words of a query."""
    found = shared.ledger.search(q, after=after, size=limit)
    hits = [Found(number=h.number, document=h.document.ref, excerpt=h.excerpt, claims=h.claims) for h in found]
    return answer(request, Hits(hits=hits, next=next_page(request, found[-1].number if len(found) == limit else None)))


@router.get("/decisions", response_model=Decisions, tags=["decisions"])
def decisions(request: Request, shared: Shared, asked: Annotated[Paged, Query()]) -> Response:
    """Every decision that the asker may see, in the order in which they were made."""
    last = shared.whole.decisions_after(asked.after, asked.limit)
    seen = [MadeDecision(**dict(d), number=n) for n, d in shared.ledger.decisions_after(asked.after, asked.limit)]
    return answer(request, Decisions(decisions=seen, next=next_page(request, last[-1][0] if len(last) == asked.limit else None)))


@router.get("/due", response_model=Due, tags=["incidents"])
def due(request: Request, shared: Shared, on: Day | None = None, after: After = 0, limit: Limit = 20) -> Response:
    """Forecasts, demands and threats whose day has come, with later claims that bear on them."""
    try:
        day = date.fromisoformat(on).isoformat() if on else date.today().isoformat()
    except ValueError as error:
        raise HTTPException(422, f"{on} is no day") from error
    found = shared.ledger.foretold("past", day, after=after, size=limit)
    told = [t[0] for f in found if (t := bearing(shared.ledger, f, day)) is not None]
    return answer(request, Due(on=day, due=told, next=next_page(request, found[-1].key if len(found) == limit else None)))


@router.get("/users/me", response_model=Me, tags=["people"])
def me(request: Request, shared: Shared) -> Response:
    """Who is asking, as what, and whether they decide blind."""
    return answer(request, Me(name=shared.person.name, role=shared.person.role, blind=is_blind(shared.person, shared.team)))



