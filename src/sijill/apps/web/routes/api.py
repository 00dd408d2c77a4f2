"""The same over JSON, under /api/v1."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query

from sijill.apps.web.context import PAGE_SIZE, Shared
from sijill.apps.web.wanted import Wanted

router = APIRouter(prefix="/api/v1")


@router.get("/claims")
def api_claims(shared: Shared, wanted: Annotated[Wanted, Query()]) -> dict[str, Any]:
    """The claims of a filter, a page at a time, each with its status; `after` of an answer asks for the next page."""
    found = wanted.filter(shared.ledger)
    page = shared.ledger.page(found, after=wanted.after or 0, before=wanted.before, size=PAGE_SIZE)
    return {"total": shared.tally(found).claims, "after": page.after, "before": page.before,
            "claims": [{**e.claim.model_dump(by_alias=True, mode="json"), "status": e.status} for e in page.entries]}


@router.get("/claims/{id_}")
def api_claim(shared: Shared, id_: str) -> dict[str, Any]:
    """One claim with its decisions."""
    found = shared.claim(id_)
    return {**found.model_dump(by_alias=True, mode="json"), "decisions": [d.model_dump() for d in shared.ledger.decisions(found.id)]}


@router.get("/incidents")
def api_incidents(shared: Shared) -> list[dict[str, Any]]:
    """All incidents."""
    return [i.model_dump(by_alias=True, mode="json") for i in shared.incidents()]
