"""The queue: what comes before and behind a claim under a filter, and what is to review next. Never loads the queue itself."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sijill.keep import ClaimFilter, Entry, Ledger


@dataclass(frozen=True)
class Around:
    """The claims before and behind one, and the next that nobody decided on (from here on, then from the start)."""

    back: str | None
    ahead: str | None
    todo: str | None

    @classmethod
    def of(cls, ledger: Ledger, wanted: ClaimFilter, number: int) -> Around:
        """Around the claim of a number, which the filter need not find."""
        open_ = wanted if wanted.status else replace(wanted, status="unreviewed")
        back, ahead = ledger.page(wanted, before=number, size=1).entries, ledger.page(wanted, after=number, size=1).entries
        todo = ledger.page(open_, after=number, size=1).entries or _but(ledger.page(open_, size=1).entries, number)
        return cls(*(found[0].claim.id if found else None for found in (back, ahead, todo)))


def _but(found: tuple[Entry, ...], number: int) -> tuple[Entry, ...]:
    return tuple(e for e in found if e.number != number)
