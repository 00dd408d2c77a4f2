"""Days and stretches told from the day of publication or from the day mentioned last."""

from __future__ import annotations

from datetime import date, timedelta

from sijill.extract.dates import calendar as cal
from sijill.extract.dates.absolute import PARTS, on_day
from sijill.extract.dates.record import Context, Match, Resolved, amount, unit_of
from sijill.model import Time

AWAY = {"yesterday": -1, "tomorrow": 1}
BACK, ON = ("last", "previous"), ("next", "coming", "following")


def weekday(m: Match, c: Context) -> Resolved | None:
    """ "on Thursday", "Tuesday night": the last one, the day of publication itself included; "next" and the future look ahead."""
    number = c.words.weekdays[m["weekday"].lower().rstrip(".")]
    if c.published is None:
        return Resolved(f"XXXX-WXX-{number + 1}")
    which = (m["which"] or "").strip().lower()
    back = (c.published.weekday() - number) % 7
    at = c.published - timedelta(days=back)
    if which in ("next", "coming") or (c.ahead and back and which != "last"):
        at += timedelta(days=7)
    if which == "last" and back == 0:
        at -= timedelta(days=7)
    return on_day(at, m["part"])


def near_day(m: Match, c: Context) -> Resolved | None:
    """ "yesterday", "today", "tomorrow afternoon"."""
    if c.published is None:
        return Resolved("XXXX-XX-XX")
    return on_day(c.published + timedelta(days=AWAY.get(m["word"].lower(), 0)), m["part"])


def overnight(m: Match, c: Context) -> Resolved | None:
    """ "overnight": the night behind the day mentioned last, else the one before publication."""
    if c.published is None:
        return Resolved("XXXX-XX-XXTNI", None, "time")
    if c.last:
        return Resolved(c.last.isoformat() + "TNI", cal.time(c.last, c.last + timedelta(days=1), "interval"), "time")
    return Resolved(c.published.isoformat() + "TNI", cal.time(c.published - timedelta(days=1), c.published, "interval"), "time")


def at_dawn(m: Match, c: Context) -> Resolved | None:
    """ "at dawn", "at midday", of the day mentioned last or of publication; "at midnight" and "at noon" give a time alone."""
    word = m["word"].lower()
    if c.day is None:
        return Resolved("XXXX-XX-XX" + PARTS[word], None, "time")
    return Resolved(c.day.isoformat() + PARTS[word], None if word in ("midnight", "noon") else cal.day(c.day), "time")


def part_of_day(m: Match, c: Context) -> Resolved | None:
    """ "this morning", "last night", "tonight"."""
    if c.published is None:
        return Resolved("XXXX-XX-XX")
    word = m["word"].lower()
    at = c.published - timedelta(days=1) if word.startswith("last") else c.published
    return on_day(at, word.split()[-1] if " " in word else "night")


def some_part(m: Match, c: Context) -> Resolved | None:
    """ "in the morning", "in the evening": of no day that it says itself."""
    day = c.day.isoformat() if c.day else "XXXX-XX-XX"
    return Resolved(day + PARTS[m["part"].lower()], None, "time")


def clock(m: Match, c: Context) -> Resolved | None:
    """ "10:30 a.m.", "1530 GMT", "3 p.m. on Friday": a time of day, of the day named beside it or mentioned last."""
    hour, minute = int(m["h"]), int(m["min"] or 0)
    half = (m["half"] or "").lower()[:1]
    if hour > 23 or minute > 59 or (half and hour > 12):
        return None
    hour = hour % 12 + 12 if half == "p" else 0 if half == "a" and hour == 12 else hour
    day = c.day.isoformat() if c.day else "XXXX-XX-XX"
    return Resolved(f"{day}T{hour:02}:{minute:02}", None, "time")


def day_beside(m: Match, c: Context) -> Resolved | None:
    """ "the next day", "a day earlier", "two days later": counted from the day mentioned last; backwards from publication where there is none."""
    words = m.groupdict()
    unit = unit_of(m["unit"], c)
    forward = m["way"].lower() in ("later", "after", "next", "following")
    count = amount(words["num"], c) if words.get("num") else 1.0
    anchor = c.last if forward or words.get("num") is None else c.last or c.published
    if unit in ("TH", "TM", "TS") or (anchor is None and c.published is None):
        return Resolved("FUTURE_REF" if forward else "PAST_REF")
    if unit == "Y" and c.published:
        anchor = anchor if c.last else c.published
    if anchor is None or count is None:
        return Resolved("XXXX-XX-XX" if anchor is None else "FUTURE_REF" if forward else "PAST_REF")
    at = cal.shift(anchor, count if forward else -count, unit)
    return around(at, unit) if at else None


def same_day(m: Match, c: Context) -> Resolved | None:
    """ "the same day", "that day", "that night": the day mentioned last."""
    return on_day(c.last, m["part"]) if c.last else Resolved("XXXX-XX-XX")


def ago(m: Match, c: Context) -> Resolved | None:
    """ "two days ago", "three years ago", "several months ago", "long ago"."""
    unit = unit_of(m["unit"], c)
    count = amount(m["num"], c) if m["num"] else None
    if c.published is None or count is None or unit in ("TH", "TM", "TS"):
        return Resolved("PAST_REF")
    at = cal.shift(c.published, -count, unit)
    return around(at, unit) if at else None


def around(at: date, unit: str) -> Resolved:
    """The day, week, month, quarter, year, decade or century that holds the day."""
    if unit == "D":
        return on_day(at)
    if unit in ("W", "2W"):
        return Resolved(f"{at.isocalendar()[0]}-W{at.isocalendar()[1]:02}", cal.week(at))
    if unit == "M":
        return Resolved(f"{at.year}-{at.month:02}", cal.month(at.year, at.month))
    if unit == "Q":
        first = (at.month - 1) // 3 * 3 + 1
        last = date.fromisoformat(cal.month(at.year, first + 2).end or "")
        return Resolved(f"{at.year}-Q{(first + 2) // 3}", cal.time(date(at.year, first, 1), last, "interval"))
    if unit == "DE":
        return Resolved(str(at.year // 10), cal.time(date(at.year // 10 * 10, 1, 1), date(at.year // 10 * 10 + 9, 12, 31), "interval"))
    if unit == "CE":
        return Resolved(str(at.year // 100))
    return Resolved(str(at.year), cal.year(at.year))


def this_unit(m: Match, c: Context) -> Resolved | None:
    """ "this year", "last month", "earlier this week", "the current quarter"."""
    if c.published is None:
        return Resolved("PRESENT_REF")
    which, unit = m["which"].lower(), unit_of(m["unit"], c)
    away = -1 if which in BACK else 1 if which in ON else 0
    at = cal.shift(c.published, away, unit)
    if at is None:
        return None
    found = around(at, unit)
    if away == 0 and found.time and found.time.start:
        return Resolved(found.value, Time(start=found.time.start, end=c.published.isoformat(), precision=found.time.precision))
    return found


def weekend(m: Match, c: Context) -> Resolved | None:
    """ "over the weekend", "last weekend", "next weekend"."""
    if c.published is None:
        return Resolved("XXXX-WXX-WE")
    which = (m["which"] or "").lower()
    saturday = c.published - timedelta(days=(c.published.weekday() - 5) % 7)
    if which == "next" or (which == "this" and c.ahead) or (c.ahead and which != "last"):
        saturday += timedelta(days=7)
    elif which == "last" and c.published.weekday() >= 5:
        saturday -= timedelta(days=7)
    year_, week_, _ = saturday.isocalendar()
    return Resolved(f"{year_}-W{week_:02}-WE", cal.time(saturday, saturday + timedelta(days=1), "interval"))


def year_ago(m: Match, c: Context) -> Resolved | None:
    """ "the year-ago period", "year-earlier": the year before."""
    return Resolved(str(c.published.year - 1), cal.year(c.published.year - 1)) if c.published else Resolved("PAST_REF")


def day_of_month(m: Match, c: Context) -> Resolved | None:
    """ "on the 27th": of this month, or of the one before."""
    if c.published is None:
        return Resolved("XXXX-XX-XX")
    number = int(m["nth"])
    for months in ((0, 1) if c.ahead else (0, -1)):
        of = cal.shift(c.published.replace(day=1), months, "M")
        at = cal.valid(of.year, of.month, number) if of else None
        if at and (at >= c.published if c.ahead else at <= c.published):
            return on_day(at)
    return None


def end_of_unit(m: Match, c: Context) -> Resolved | None:
    """ "year-end", "the end of the month"."""
    unit = unit_of(m["unit"] or m["units"], c)
    return around(c.published, unit) if c.published else Resolved("XXXX")
