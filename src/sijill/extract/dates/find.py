"""Find dates and durations in a text and resolve them against the day of publication.

In: text and day. Out: dates in order, none overlapping; `value` is TIMEX3, `time` the interval, None where nothing fixes it. Conventions: a
weekday equal to the day of publication is that day, otherwise the last one; a month or day without a year is the nearest past one;
a clause that looks ahead takes the next instead.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import lru_cache

from sijill.extract.dates.record import Context, FoundDate, Future, Resolved
from sijill.extract.dates.rules import RULES, compiled, together
from sijill.lexicon.dates import load_date_words
from sijill.model import Time

WORD = re.compile(r"\d+|[^\W\d_]+")
#: The words that a rule can begin with, beside numbers and the names of days, months, seasons and feasts: at others no rule is tried.
OPENERS = frozenset({
    "this", "last", "next", "the", "early", "late", "mid", "at", "earlier", "later", "previous", "coming", "upcoming", "current", "past", "preceding",
    "recent", "more", "for", "in", "on", "over", "during", "yesterday", "today", "tomorrow", "overnight", "tonight", "same", "that", "following", "every",
    "each", "once", "twice", "several", "first", "final", "half", "fiscal", "year", "hours", "days", "weeks", "months", "years", "decades", "centuries",
    "latest", "prior",
})
#: "since 19 September"; "since the war began in 2011".
LEAD = re.compile(
    r"(?:\b(since|until|till|by|before|after|from)\s+(?:the\s+|he\s+)?(?:(beginning|start|end|early|late|mid)[\s-]*(?:of\s+)?)?(?:on\s+|at\s+)?(?:the\s+)?"
    r"|\b(since)\s+(?:[\w’'-]+\s+){2,9}(?:in|on)\s+)$", re.IGNORECASE)


def find_dates(text: str, *, published: date | None, future: Future | None = None) -> list[FoundDate]:
    """All dates and durations of the text. Relative ones have `time` None when `published` is None."""
    found: list[FoundDate] = []
    last: date | None = None
    for match in _matches(text):
        start, number = match.start() + len(match.group()) - len(match.group().lstrip()), int((match.lastgroup or "r0")[1:])
        context = Context(published, last, bool(future and future(start)), load_date_words())
        resolved = _resolved(number, text, match.start(), context)
        if resolved is None:
            continue
        found.append(_with_lead(text, start, match.start() + len(match.group().rstrip(". ")), resolved, published))
        if resolved.time and resolved.time.precision == "day" and resolved.time.start and resolved.time.start == resolved.time.end:
            last = date.fromisoformat(resolved.time.start)
    return _joined(text, found)


@lru_cache(maxsize=1)
def _openers() -> frozenset[str]:
    w = load_date_words()
    names = (w.months, w.weekdays, w.seasons, w.numbers, w.feasts, w.moving, w.easter, w.islamic, w.vague_numbers, w.ordinals, w.sets)
    forms = [form for names_ in names for form in names_] + [f for forms in w.references.values() for f in forms]
    return OPENERS | {WORD.findall(form)[0].lower() for form in forms}


def _matches(text: str) -> Iterator[re.Match[str]]:
    """What the rules match, from left to right, none overlapping; tried only where one can begin."""
    pattern, openers, end = together(), _openers(), 0
    for word in WORD.finditer(text):
        first = word.group()
        if word.start() >= end and (first[0].isdigit() or first.lower() in openers):
            match = pattern.match(text, word.start())
            if match is not None:
                yield match
                end = match.end()


def _resolved(number: int, text: str, at: int, context: Context) -> Resolved | None:
    """What the rule makes of it; None where that lies before the year 1 or behind the year 9999."""
    inner = compiled()[number].match(text, at)
    try:
        return RULES[number][1](inner, context) if inner else None
    except OverflowError:
        return None


def _with_lead(text: str, start: int, end: int, r: Resolved, published: date | None) -> FoundDate:
    """ "since 19 September" runs to the day of publication; "until" only ends."""
    lead = LEAD.search(text, max(0, start - 80), start)
    role, time_ = r.role, r.time
    word = (lead.group(1) or lead.group(3)).lower() if lead else ""
    if lead and r.type in ("date", "time") and word == "since" and role == "point":
        role = "since"
        if time_ is not None and time_.start and published:
            precision = "day" if lead.group(2) else time_.precision
            time_ = Time(start=time_.start, end=max(published.isoformat(), time_.start), precision=precision)
    elif lead and r.type in ("date", "time") and word in ("until", "till", "by", "before"):
        role = "until"
    return FoundDate(start, end, text[start:end], r.value, r.type, time_, role)


BETWEEN = re.compile(r"\.?,?\s+(?:on\s+|of\s+)?(?:the\s+)?|\s+at\s+(?:about\s+|around\s+)?")


def _joined(text: str, found: list[FoundDate]) -> list[FoundDate]:
    """A time of day and the day that it stands beside are one: "10:30 a.m. on Friday", "Friday at 10:30 a.m."."""
    out: list[FoundDate] = []
    for date_ in found:
        before = out[-1] if out else None
        if before is None or not BETWEEN.fullmatch(text, before.end, date_.start):
            out.append(date_)
            continue
        day, clock = (before, date_) if date_.type == "time" and date_.time is None else (date_, before)
        if clock.type != "time" or clock.time is not None or day.type != "date" or day.time is None or day.time.precision != "day" or "T" not in clock.value:
            out.append(date_)
            continue
        value = f"{day.value[:10]}T{clock.value.split('T', 1)[1]}"
        out[-1] = replace(day, start=before.start, end=date_.end, quote=text[before.start : date_.end], value=value, type="time")
    return out
