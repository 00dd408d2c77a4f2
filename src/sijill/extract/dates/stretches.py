"""Durations, sets and vague times: how long, how often, now, recently."""

from __future__ import annotations

from sijill.extract.dates import calendar as cal
from sijill.extract.dates.record import Context, Match, Resolved, amount, plain, unit_of
from sijill.model import Precision

STRETCH: dict[str, Precision] = {"D": "day", "TH": "day", "W": "week", "2W": "week", "M": "month", "Q": "month", "Y": "year", "DE": "year", "CE": "year"}


def length(count: float | None, unit: str) -> str:
    """TIMEX3's duration: P2.5Y, PT48H, P1DE, PXW."""
    if unit == "2W":
        return f"P{plain(2 * count) if count is not None else 'X'}W"
    if unit == "Q":
        return f"P{plain(count) if count is not None else 'X'}Q"
    clock = "T" if unit[0] == "T" else ""
    return f"P{clock}{plain(count) if count is not None else 'X'}{unit.removeprefix('T')}"


def past_stretch(m: Match, c: Context) -> Resolved | None:
    """ "the past five years", "over the last two weeks": also the days themselves, up to publication."""
    unit = unit_of(m["unit"], c)
    one = not m["num"] and not m["unit"].lower().endswith("s")
    count = amount(m["num"], c) if m["num"] else 1.0 if one else None
    value = length(count, unit)
    if c.published is None or count is None or unit not in STRETCH:
        return Resolved(value, None, "duration", "for")
    start = cal.shift(c.published, -count, unit)
    return Resolved(value, cal.time(start, c.published, STRETCH[unit]), "duration", "between") if start else None


def next_stretch(m: Match, c: Context) -> Resolved | None:
    """ "the next two years", "the coming weeks", "the first nine months"."""
    return Resolved(length(amount(m["num"], c) if m["num"] else None, unit_of(m["unit"], c)), None, "duration", "for")


def duration(m: Match, c: Context) -> Resolved | None:
    """ "two and a half months", "48 hours", "a 30-year", "several weeks"."""
    return Resolved(length(amount(m["num"], c), unit_of(m["unit"], c)), None, "duration", "for")


def bare_units(m: Match, c: Context) -> Resolved | None:
    """ "for weeks", "in years", "months of fighting": as long as nobody says."""
    return Resolved(length(None, unit_of(m["unit"], c)), None, "duration", "for")


def often(m: Match, c: Context) -> Resolved | None:
    """ "daily", "annual", "every year", "each week", "twice a month": a set."""
    words = m.groupdict()
    if words.get("adverb"):
        return Resolved(c.words.sets[words["adverb"].lower()], None, "set", "for")
    weekday = words.get("weekday") or words.get("weekdays")
    if weekday:
        return Resolved(f"XXXX-WXX-{c.words.weekdays[weekday.lower()] + 1}", None, "set", "for")
    count = amount(words["num"], c) if words.get("num") else 1.0
    return Resolved(length(count, unit_of(m["unit"], c)), None, "set", "for")


def reference(m: Match, c: Context) -> Resolved | None:
    """ "now", "recently", "in the near future"."""
    word = " ".join(m["word"].lower().split())
    return Resolved(next(ref for ref, forms in c.words.references.items() if word in forms))


def recent(m: Match, c: Context) -> Resolved | None:
    """ "in recent months": past, and no days at all."""
    return Resolved("PAST_REF", None, "date", "for")


def soon(m: Match, c: Context) -> Resolved | None:
    """ "in the coming weeks"."""
    return Resolved("FUTURE_REF", None, "date", "for")
