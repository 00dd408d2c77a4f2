"""The same over JSON, under /api/v1."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query

from sijill.apps.web.context import PAGE_SIZE, Shared
from sijill.apps.web.wanted import Wanted
from sijill.review import Queue

router = APIRouter(prefix="/api/v1")


@router.get("/claims")
def api_claims(shared: Shared, wanted: Annotated[Wanted, Query()]) -> dict[str, Any]:
    """The claims of a filter, a page at a time, each with its status."""
    rows = Queue.of(shared.ledger, wanted.filter(), wanted.state()).rows
    first = (max(1, wanted.page) - 1) * PAGE_SIZE
    part = rows[first : first + PAGE_SIZE]
    return {"total": len(rows), "page": wanted.page,
            "claims": [{**r.claim.model_dump(by_alias=True, mode="json"), "status": r.standing.status} for r in part]}


@router.get("/claims/{id_}")
def api_claim(shared: Shared, id_: str) -> dict[str, Any]:
    """One claim with its decisions."""
    found = shared.claim(id_)
    return {**found.model_dump(by_alias=True, mode="json"), "decisions": [d.model_dump() for d in shared.ledger.decisions(found.id)]}


@router.get("/incidents")
def api_incidents(shared: Shared) -> list[dict[str, Any]]:
    """All incidents."""
    return [i.model_dump(by_alias=True, mode="json") for i in shared.incidents()]
