"""Days, weeks, months and years as intervals; arithmetic that never leaves the calendar (years 1 to 9999)."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

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


def shift(at: date, count: float, unit: str) -> date | None:
    """`count` units (D W M Y H) after a day; None beyond the calendar. Half a month is 15 days, half a year 6 months."""
    whole, half = int(count), count != int(count)
    try:
        if unit == "H":
            return at + timedelta(days=count / 24)
        if unit == "D":
            return at + timedelta(days=round(count))
        if unit == "W":
            return at + timedelta(days=round(count * 7))
        if unit == "M":
            return at + relativedelta(months=whole) + timedelta(days=15 if half else 0)
        if unit == "Y":
            return at + relativedelta(years=whole, months=6 if half else 0)
    except (OverflowError, ValueError):
        return None
    return None


def valid(year_: int, month_: int, day_: int) -> date | None:
    """The day, or None where the calendar has none such."""
    try:
        return date(year_, month_, day_)
    except ValueError:
        return None
