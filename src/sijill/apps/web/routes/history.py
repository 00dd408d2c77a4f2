"""Every decision there is, the newest first; nothing is removed."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response, StreamingResponse

from sijill.apps.web.context import PAGE_SIZE, Context, Shared
from sijill.keep import Made
from sijill.model import Decision

router = APIRouter(include_in_schema=False)
#: Characters with which a spreadsheet would begin a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


@router.get("/history", response_class=HTMLResponse)
def history(request: Request, shared: Shared, before: str = "") -> Response:
    """The decisions by pages; a verdict on many at once is one line."""
    found = shared.ledger.made(before=int(before) if before.isdigit() else None, size=PAGE_SIZE + 1)
    return shared.show(request, "history.html", here="history", acts=acts(found[:PAGE_SIZE]),
                       more=found[PAGE_SIZE - 1].number if len(found) > PAGE_SIZE else None, total=shared.ledger.counts().last_decision)


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
    """All decisions as a table, oldest last."""
    return StreamingResponse(_rows(shared), media_type="text/csv; charset=utf-8", headers={"content-disposition": 'attachment; filename="decisions.csv"'})


def _rows(shared: Context) -> Iterator[str]:
    yield "number,decided_at,reviewer,verdict,subject,reason\r\n"
    before: int | None = None
    while found := shared.ledger.made(before=before, size=1000):
        out = io.StringIO()
        for m in found:
            d = m.decision
            csv.writer(out).writerow([m.number, d.decided_at, *map(_plain, (d.reviewer, d.verdict, d.subject, d.reason))])
        yield out.getvalue()
        before = found[-1].number


def _plain(cell: str) -> str:
    return f"'{cell}" if cell.startswith(FORMULA) else cell
