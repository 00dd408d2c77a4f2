"""The same as the pages over JSON, under /api/v1, for programs: described by OpenAPI, paged by numbers, with ETags, errors as problem details (RFC 9457)."""

from fastapi import APIRouter

from sijill.apps.web.api import claims, ledger
from sijill.apps.web.api.shapes import PROBLEMS

router = APIRouter(prefix="/api/v1", responses=PROBLEMS)
router.include_router(claims.router)
router.include_router(ledger.router)

__all__ = ["router"]
