"""Every decision there is, the newest first; nothing is removed."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response, StreamingResponse

from sijill.apps.web.context import PAGE_SIZE, Context, Shared
from sijill.apps.web.wanted import a_number
from sijill.keep import Made
from sijill.model import Claim, Decision
from sijill.share import write_decisions_csv
from sijill.share.decisions import rows

router = APIRouter(include_in_schema=False)


@router.get("/history", response_class=HTMLResponse)
def history(request: Request, shared: Shared, before: str = "") -> Response:
    """The decisions by pages; a verdict on many at once is one line."""
    start = a_number(before)
    found, there = shared.ledger.made(before=start, size=PAGE_SIZE), shared.whole.made(before=start, size=PAGE_SIZE + 1)
    return shared.show(request, "history.html", here="history", acts=acts(found), more=there[PAGE_SIZE - 1].number if len(there) > PAGE_SIZE else None,
                       total=shared.ledger.counts().last_decision)


def acts(found: list[Made]) -> list[tuple[Made, int]]:
    """Decisions with how many more of the same act follow; of a batch only the newest is shown."""
    out: list[tuple[Made, int]] = []
    for made in found:
        last = out[-1] if out else None
        if last is not None and _one_act(last[0].decision, made.decision):
            out[-1] = (last[0], last[1] + 1)
        else:
            out.append((made, 0))
    return out


def _one_act(a: Decision, b: Decision) -> bool:
    return a.batch is not None and (a.batch, a.verdict) == (b.batch, b.verdict)


@router.get("/history.csv")
def as_csv(shared: Shared) -> Response:
    """All decisions as a table, the oldest first."""
    return _file(shared, "csv", "text/csv; charset=utf-8")


@router.get("/history.json")
def as_json(shared: Shared) -> Response:
    """The same as a list of records."""
    return _file(shared, "json", "application/json")


def _file(shared: Context, ending: str, kind: str) -> Response:
    headers = {"content-disposition": f'attachment; filename="decisions.{ending}"'}
    return StreamingResponse(_whole(shared) if ending == "json" else _rows(shared), media_type=kind, headers=headers)


def _parts(shared: Context) -> Iterator[tuple[list[Decision], dict[str, Claim]]]:
    """All decisions that may be seen, a thousand at a time, with the claims that they are about."""
    after = 0
    while numbers := [n for n, _ in shared.whole.decisions_after(after, 1000)]:
        made = [d for _, d in shared.ledger.decisions_after(after, 1000)]
        yield made, shared.ledger.claims_by_id({d.subject for d in made})
        after = numbers[-1]


def _rows(shared: Context) -> Iterator[str]:
    head = True
    for made, claims in _parts(shared):
        out = io.StringIO()
        write_decisions_csv(made, claims, out, head=head)
        yield out.getvalue()
        head = False


def _whole(shared: Context) -> Iterator[str]:
    between = "[\n"
    for made, claims in _parts(shared):
        for row in rows(made, claims):
            yield between + json.dumps(row, ensure_ascii=False)
            between = ",\n"
    yield "[]\n" if between.startswith("[") else "\n]\n"
