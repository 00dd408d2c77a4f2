"""Days, weeks, months and years as intervals; arithmetic that never leaves the calendar (years 1 to 9999)."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from dateutil.easter import easter as western_easter
from dateutil.relativedelta import relativedelta

from sijill.model import Precision, Time


def time(start: date | None, end: date | None, precision: Precision) -> Time:
    """The interval as a record."""
    return Time(start=start.isoformat() if start else None, end=end.isoformat() if end else None, precision=precision)


def day(at: date) -> Time:
    """One day."""
    return time(at, at, "day")


def month(year: int, number: int) -> Time:
    """A whole month."""
    return time(date(year, number, 1), date(year, number, monthrange(year, number)[1]), "month")


def year(number: int) -> Time:
    """A whole year."""
    return time(date(number, 1, 1), date(number, 12, 31), "year")


def week(at: date) -> Time:
    """Monday to Sunday around a day."""
    monday = at - timedelta(days=at.weekday())
    return time(monday, monday + timedelta(days=6), "week")


#: Days, months and years in a unit.
SIZES = {
    "D": ("days", 1), "W": ("days", 7), "2W": ("days", 14),
    "M": ("months", 1), "Q": ("months", 3), "Y": ("months", 12), "DE": ("months", 120), "CE": ("months", 1200),
}


def shift(at: date, count: float, unit: str) -> date | None:
    """`count` units after a day; None beyond the calendar. A unit is D W 2W M Q Y DE CE, or H (TH) for hours. Half a month is 15 days."""
    try:
        if unit in ("H", "TH"):
            return at + timedelta(days=count / 24)
        kind, size = SIZES[unit]
        if kind == "days":
            return at + timedelta(days=round(count * size))
        months = count * size
        return at + relativedelta(months=int(months)) + timedelta(days=15 if months != int(months) else 0)
    except (KeyError, OverflowError, ValueError):
        return None


def easter(year_: int) -> date:
    """Easter Sunday of the western churches."""
    return western_easter(year_)


#: The Julian day number of day 0 of the Islamic era (civil), and of 1 January of the year 1.
ISLAMIC_ERA, FIRST_DAY = 1948439, 1721425.5


def islamic(year_: int, month_: int, day_: int, days: int) -> list[tuple[date, date]]:
    """The stretches of so many days that begin on that day of the tabular Islamic calendar, within a year of ours."""
    out = []
    guess = int((year_ - 622) * 33 / 32)
    for hijri in range(guess - 1, guess + 3):
        number = day_ + -(-59 * (month_ - 1) // 2) + (hijri - 1) * 354 + (3 + 11 * hijri) // 30 + ISLAMIC_ERA
        start = date.fromordinal(int(number + 0.5 - FIRST_DAY))
        if start.year == year_:
            out.append((start, start + timedelta(days=days - 1)))
    return out


def valid(year_: int, month_: int, day_: int) -> date | None:
    """The day, or None where the calendar has none such."""
    try:
        return date(year_, month_, day_)
    except ValueError:
        return None
