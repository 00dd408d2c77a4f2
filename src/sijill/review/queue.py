"""The queue: the claims that a filter finds, each with where it stands, in the order of the reports."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sijill.keep import ClaimFilter, Ledger
from sijill.model import Claim
from sijill.review.status import Standing, Status, standing


@dataclass(frozen=True)
class Row:
    """A claim and where it stands."""

    claim: Claim
    standing: Standing


@dataclass(frozen=True)
class Queue:
    """All rows of a filter; `status` narrows to those that stand so."""

    rows: tuple[Row, ...]

    @classmethod
    def of(cls, ledger: Ledger, wanted: ClaimFilter, status: Status | None = None) -> Queue:
        """The queue of a ledger as it stands now."""
        decided = ledger.all_decisions()
        rows = (Row(c, standing(decided.get(c.id, ()))) for c in ledger.claims(wanted))
        return cls(tuple(r for r in rows if status is None or r.standing.status == status))

    @property
    def open(self) -> int:
        """How many are to review."""
        return sum(r.standing.status == "todo" for r in self.rows)

    @property
    def reports(self) -> int:
        """How many reports the claims come from."""
        return len({r.claim.document.id for r in self.rows})

    def around(self, id_: str) -> tuple[str | None, str | None, str | None]:
        """The ids before and behind a claim, and the next that is to review (from here on, then from the start)."""
        ids = [r.claim.id for r in self.rows]
        at = ids.index(id_) if id_ in ids else -1
        back = ids[at - 1] if at > 0 else None
        ahead = ids[at + 1] if 0 <= at < len(ids) - 1 else ids[0] if at < 0 and ids else None
        return back, ahead, _next_open([*self.rows[at + 1 :], *self.rows[: max(at, 0)]], id_)


def _next_open(rows: Iterable[Row], but: str) -> str | None:
    return next((r.claim.id for r in rows if r.standing.status == "todo" and r.claim.id != but), None)
