"""A filter's claims as a file: CSV for spreadsheets, JSONL for everything; written while it is sent."""

from __future__ import annotations

import io
from collections.abc import Iterator
from itertools import chain, islice

from fastapi import APIRouter
from fastapi.responses import Response, StreamingResponse

from sijill.apps.web.context import Asked, Shared
from sijill.model import Claim
from sijill.share.csv import write_csv

router = APIRouter(include_in_schema=False)
STEP = 500


@router.get("/claims.csv")
def as_csv(shared: Shared, wanted: Asked) -> Response:
    """The claims as a table."""
    return _file(_table(shared.ledger.claims(wanted.filter(shared.ledger))), "text/csv; charset=utf-8", "claims.csv")


@router.get("/claims.jsonl")
def as_jsonl(shared: Shared, wanted: Asked) -> Response:
    """The claims, one a line, as `sijill import` takes them."""
    return _file((c.model_dump_json(by_alias=True) + "\n" for c in shared.ledger.claims(wanted.filter(shared.ledger))), "application/jsonl", "claims.jsonl")


def _table(claims: Iterator[Claim]) -> Iterator[str]:
    first = True
    while (part := list(islice(claims, STEP))) or first:
        out = io.StringIO()
        write_csv(part, out)
        yield out.getvalue() if first else out.getvalue().split("\r\n", 1)[1]
        first = False


def _file(parts: Iterator[str], kind: str, name: str) -> Response:
    opening = list(islice(parts, 1))  # a filter that cannot be asked is refused before the answer has begun
    return StreamingResponse(chain(opening, parts), media_type=kind, headers={"content-disposition": f'attachment; filename="{name}"'})
