"""What looks ahead as its page shows it: the way from the day it was said to the day it falls due and to the day asked, and later claims along it.

In: a claim with its forecast, the day asked. Out: places from 0 to 1 on a line, and claims that bear on it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sijill.keep import Foretold, Ledger
from sijill.model import Claim, Decision
from sijill.review import bearing, judged


@dataclass(frozen=True)
class Way:
    """Places on a line: when it was said, the first and the last day on which it falls due, the day asked, later claims that bear on it."""

    said: float
    first: float
    last: float
    now: float
    later: tuple[float, ...]
    words: str


@dataclass(frozen=True)
class Later:
    """A later claim and what it has in common with the one that fell due."""

    claim: Claim
    why: str


@dataclass(frozen=True)
class Item:
    """One forecast, demand, threat or offer; `count` is how many decisions there are on it, `away` how far its day is, in words."""

    claim: Claim
    days: int | None
    later: tuple[Later, ...]
    way: Way | None
    by: Decision | None
    count: int

    @property
    def away(self) -> str:
        """How far the day is from the one asked."""
        if self.days is None:
            return ""
        unit = "day" if abs(self.days) == 1 else "days"
        return "on this day" if not self.days else f"{self.days:,} {unit} ago" if self.days > 0 else f"in {-self.days:,} {unit}"


def item(ledger: Ledger, found: Foretold, day: str) -> Item:
    """Gathered for the page."""
    claim, told = found.claim, bearing(ledger, found, day)
    later = tuple(Later(told[1][b.claim], b.why) for b in told[0].bearing if b.claim in told[1]) if told else ()
    due = claim.forecast.due if claim.forecast else None
    end = (due.latest or due.earliest) if due else None
    days = _ordinal(day) - _ordinal(end) if end else None
    made = ledger.decisions(claim.id)
    return Item(claim, days, later, _way(claim, later, day) if days is not None and days >= 0 else None, judged(made), len(made))


def _ordinal(day: str) -> int:
    return date.fromisoformat(day).toordinal()


def _way(claim: Claim, later: tuple[Later, ...], day: str) -> Way | None:
    """None where it is not known when it was said."""
    published, due = claim.document.published, claim.forecast.due if claim.forecast else None
    if not published or due is None or not (due.latest or due.earliest):
        return None
    first, last, said, now = _ordinal(due.earliest or due.latest or ""), _ordinal(due.latest or due.earliest or ""), _ordinal(published), _ordinal(day)
    begin, width = min(said, first), max(now - min(said, first), 1)

    def at(n: int) -> float:
        return round(0.03 + 0.94 * min(max((n - begin) / width, 0.0), 1.0), 4)
    days = sorted({_ordinal(x.claim.document.published) for x in later if x.claim.document.published and x.claim.document.published <= day})
    words = f"Said {published}, due {due.latest or due.earliest}; {len(later)} later claims"
    return Way(at(said), at(first), at(last), at(now), tuple(at(n) for n in days), words)
