"""When a filter's claims are: one bar a day, a month or a year, whichever gives few enough to see, in proportion to time."""

from __future__ import annotations

from calendar import monthrange
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from sijill.keep import ClaimFilter, Ledger

MOST_BARS = 124
#: What a day's number is divided by to give a month's and a year's.
DAY, MONTH, YEAR = 1, 100, 10_000
NAMES = {DAY: "day", MONTH: "month", YEAR: "year"}


@dataclass(frozen=True)
class Bar:
    """A stretch of time with how many claims begin in it; `height` from 0 to 1; `since` and `until` are its days."""

    since: str
    until: str
    claims: int
    height: float
    label: str


@dataclass(frozen=True)
class Timeline:
    """The bars in order, without gaps, and what each is: a day, a month or a year."""

    unit: str
    bars: tuple[Bar, ...]


def timeline(ledger: Ledger, wanted: ClaimFilter) -> Timeline:
    """The timeline of a filter. Claims from outside of what is told of in bulk (a look back of centuries) are at its ends."""
    days = ledger.when_are(wanted)
    if not days:
        return Timeline("year", ())
    unit = YEAR if days[-1][0] // YEAR - days[0][0] // YEAR > 10 else MONTH
    if unit == MONTH and len(list(_every(days[0][0] // MONTH, days[-1][0] // MONTH, MONTH))) <= 4:
        unit = DAY
    found: Counter[int] = Counter()
    for day, claims in days:
        found[day // unit] += claims
    most = max(found.values())
    stretches = list(_every(min(found), max(found), unit))[-MOST_BARS:]
    return Timeline(NAMES[unit], tuple(_bar(at, found[at], most, unit) for at in stretches))


def _every(first: int, last: int, unit: int) -> Iterator[int]:
    """All stretches from the first to the last, those without claims too."""
    if unit == YEAR:
        yield from range(first, last + 1)
    elif unit == MONTH:
        yield from (n // 12 * 100 + n % 12 + 1 for n in range(first // 100 * 12 + first % 100 - 1, last // 100 * 12 + last % 100))
    else:
        at, end = _day(first), _day(last)
        yield from (int(f"{at + timedelta(days=n):%Y%m%d}") for n in range((end - at).days + 1))


def _day(number: int) -> date:
    return date(number // 10_000, number // 100 % 100, number % 100)


def _bar(at: int, claims: int, most: int, unit: int) -> Bar:
    if unit == DAY:
        day = _day(at).isoformat()
        return Bar(day, day, claims, claims / most, day)
    if unit == MONTH:
        month = f"{at // 100:04}-{at % 100:02}"
        return Bar(f"{month}-01", f"{month}-{monthrange(at // 100, at % 100)[1]}", claims, claims / most, month)
    return Bar(f"{at:04}-01-01", f"{at:04}-12-31", claims, claims / most, f"{at:04}")
