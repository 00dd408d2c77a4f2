"""Find dates and durations in a text and resolve them against the day of publication.

In: text and day. Out: dates in order, none overlapping; `value` is TIMEX3, `time` the interval, None where nothing fixes it. Conventions: a
weekday equal to the day of publication is that day, otherwise the last one; a month or day without a year is the nearest past one;
a clause that looks ahead takes the next instead.
"""
# Patterns are read best in one line.
# ruff: noqa: E501

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from sijill.extract.dates import calendar as cal
from sijill.lexicon.dates import DateWords, load_date_words
from sijill.model import Time

Future = Callable[[int], bool]


@dataclass(frozen=True)
class FoundDate:
    """Characters `start` to `end`; `role` says how the date bounds what happened."""

    start: int
    end: int
    quote: str
    value: str
    type: str
    time: Time | None
    role: str = "point"


@dataclass
class Context:
    """What a rule resolves against: the day of publication, the day mentioned last, and whether the clause looks ahead."""

    published: date | None
    last: date | None
    ahead: bool
    words: DateWords


@dataclass(frozen=True)
class Resolved:
    value: str
    time: Time | None
    type: str = "date"
    role: str = "point"


Rule = tuple[str, Callable[[re.Match[str], Context], "Resolved | None"]]


def find_dates(text: str, *, published: date | None, future: Future | None = None) -> list[FoundDate]:
    """All dates and durations of the text. Relative ones have `time` None when `published` is None."""
    found: list[FoundDate] = []
    last: date | None = None
    for match in _matches(text):
        rule = RULES[int((match.lastgroup or "r0")[1:])][1]
        context = Context(published, last, bool(future and future(match.start() + len(match.group()) - len(match.group().lstrip()))), load_date_words())
        inner = _rules()[int((match.lastgroup or "r0")[1:])].match(text, match.start())
        resolved = _within_the_calendar(rule, inner, context) if inner else None
        if resolved is None:
            continue
        start = match.start() + len(match.group()) - len(match.group().lstrip())
        found.append(_with_lead(text, start, match.start() + len(match.group().rstrip(". ")), resolved, published))
        if resolved.time and resolved.time.precision == "day" and resolved.time.start and resolved.time.start == resolved.time.end:
            last = date.fromisoformat(resolved.time.start)
    return found


WORD = re.compile(r"\d+|[^\W\d_]+")
#: The words that a rule can begin with, beside numbers and the names of days, months, seasons and feasts: at others no rule is tried.
OPENERS = frozenset({
    "this", "last", "next", "the", "early", "late", "mid", "at", "earlier", "previous", "coming", "current", "past", "preceding", "recent", "for", "in",
    "yesterday", "today", "tomorrow", "overnight", "tonight",
})


@lru_cache(maxsize=1)
def _openers() -> frozenset[str]:
    w = load_date_words()
    names = (w.months, w.weekdays, w.seasons, w.numbers, w.feasts, w.moving)
    return OPENERS | {WORD.findall(form)[0].lower() for forms in names for form in forms if form}


def _matches(text: str) -> Iterator[re.Match[str]]:
    """What the rules match, from left to right, none overlapping; tried only where one can begin."""
    pattern, openers, end = _pattern(), _openers(), 0
    for word in WORD.finditer(text):
        first = word.group()
        if word.start() >= end and (first[0].isdigit() or first.lower() in openers):
            match = pattern.match(text, word.start())
            if match is not None:
                yield match
                end = match.end()


SINCE = re.compile(r"(?:\b(since|until|till|by|before|after|from)\s+(?:the\s+|he\s+)?(?:(beginning|start|end|early|late|mid)[\s-]*(?:of\s+)?)?(?:on\s+|at\s+)?(?:the\s+)?)$", re.IGNORECASE)


def _within_the_calendar(rule: Callable[[re.Match[str], Context], Resolved | None], match: re.Match[str], context: Context) -> Resolved | None:
    """What the rule makes of it; None where that lies before the year 1 or behind the year 9999."""
    try:
        return rule(match, context)
    except OverflowError:
        return None


def _with_lead(text: str, start: int, end: int, r: Resolved, published: date | None) -> FoundDate:
    """ "since 19 September" runs to the day of publication; "until" only ends."""
    lead = SINCE.search(text, max(0, start - 40), start)
    role, time_ = r.role, r.time
    word = lead.group(1).lower() if lead else ""
    if lead and r.type == "date" and word == "since" and role == "point":
        role = "since"
        start = lead.start(1)
        if time_ is not None and time_.start and published:
            precision = "day" if lead.group(2) else time_.precision
            time_ = Time(start=time_.start, end=max(published.isoformat(), time_.start), precision=precision)
    elif lead and r.type == "date" and word in ("until", "till", "by", "before"):
        role = "until"
    return FoundDate(start, end, text[start:end], r.value, r.type, time_, role)


# -- pieces of the grammar ---------------------------------------------------------------------------------------------


def _any(words: object) -> str:
    return "|".join(re.escape(w) for w in sorted(words, key=len, reverse=True))  # type: ignore[call-overload]


@lru_cache(maxsize=1)
def _parts() -> dict[str, str]:
    w = load_date_words()
    caps = {"month": [m.capitalize() for m in w.months] + [m.upper() for m in w.months if len(m) > 3],
            "weekday": [d.capitalize() for d in w.weekdays if len(d) > 3 or d not in w.common_words]}
    return {
        "MONTH": rf"(?:{_any(caps['month'])})\b\.?", "WEEKDAY": rf"(?:{_any(caps['weekday'])})\b\.?",
        "DAY": r"(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?\b", "YEAR": r"(?:1[6-9]|20|21)\d\d\b",
        "PART": rf"(?:{_any(w.dayparts)})", "SEASON": rf"(?:{_any(w.seasons)})", "UNIT": rf"(?:{_any(w.units)})s?\b",
        "NUM": rf"(?:\d+(?:\.\d+)?|{_any(w.numbers)})(?:\s+(?:and\s+)?(?:a\s+)?half)?", "FEAST": rf"(?:{_any([*w.feasts, *w.moving])})",
    }


@lru_cache(maxsize=1)
def _rules() -> list[re.Pattern[str]]:
    parts = _parts()
    return [re.compile(re.sub(r"@([A-Z]+)", lambda m: parts[m.group(1)], p), re.IGNORECASE if "(?#i)" in p else 0) for p, _ in RULES]


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    return re.compile("|".join(
        f"(?P<r{n}>{'(?i:' if '(?#i)' in p.pattern else '(?:'}{re.sub(r'[(][?]P<[a-z0-9]+>', '(?:', p.pattern)}))" for n, p in enumerate(_rules())
    ))


def _month(word: str, c: Context) -> int:
    return c.words.months[word.lower().rstrip(".")]


def _nearest_year(month_: int, day_: int, c: Context) -> int | None:
    """The year that makes it the nearest past day (the nearest coming one in a clause that looks ahead)."""
    if c.published is None:
        return None
    year_ = c.published.year
    that = cal.valid(year_, month_, day_) or cal.valid(year_, month_, 28)
    if that is None:
        return None
    if c.ahead:
        return year_ if that >= c.published else year_ + 1
    return year_ if that <= c.published else year_ - 1


def full_date(m: re.Match[str], c: Context) -> Resolved | None:
    """ "24 November 2016", "Nov. 24", "September 22nd"."""
    month_, day_ = _month(m["month"], c), int(re.sub(r"\D", "", m["day"]))
    given = m.groupdict().get("year")
    year_ = int(given) if given else _nearest_year(month_, day_, c)
    if year_ is None:
        return Resolved(f"XXXX-{month_:02}-{day_:02}", None)
    at = cal.valid(year_, month_, day_)
    return Resolved(at.isoformat(), cal.day(at)) if at else None


def iso_date(m: re.Match[str], c: Context) -> Resolved | None:
    """ "2016-10-06"."""
    at = cal.valid(int(m["year"]), int(m["mm"]), int(m["dd"]))
    return Resolved(at.isoformat(), cal.day(at)) if at else None


def slash_date(m: re.Match[str], c: Context) -> Resolved | None:
    """ "06/10/2016": the day first, unless only the other order makes a date."""
    at = cal.valid(int(m["year"]), int(m["b"]), int(m["a"])) or cal.valid(int(m["year"]), int(m["a"]), int(m["b"]))
    return Resolved(at.isoformat(), cal.day(at)) if at else None


def day_range(m: re.Match[str], c: Context) -> Resolved | None:
    """ "3-5 May", "between 3 and 5 May 2017"."""
    month_ = _month(m["month"], c)
    year_ = int(m["year"]) if m["year"] else _nearest_year(month_, int(m["b"]), c)
    if year_ is None:
        return Resolved(f"XXXX-{month_:02}", None, role="between")
    a, b = cal.valid(year_, month_, int(m["a"])), cal.valid(year_, month_, int(m["b"]))
    return Resolved(f"{a.isoformat()}/{b.isoformat()}", cal.time(a, b, "interval"), role="between") if a and b and a <= b else None


def month_year(m: re.Match[str], c: Context) -> Resolved | None:
    """ "August", "mid-October", "in March 2015"."""
    month_ = _month(m["month"], c)
    year_ = int(m["year"]) if m["year"] else _nearest_year(month_, 1, c)
    if year_ is None:
        return Resolved(f"XXXX-{month_:02}", None)
    return Resolved(f"{year_}-{month_:02}", cal.month(year_, month_))


def weekday(m: re.Match[str], c: Context) -> Resolved | None:
    """ "on Thursday", "Tuesday night": the last one, the day of publication itself included; "next" and the future look ahead."""
    number = c.words.weekdays[m["weekday"].lower().rstrip(".")]
    if c.published is None:
        return Resolved(f"XXXX-WXX-{number + 1}", None)
    which = (m["which"] or "").strip().lower()
    back = (c.published.weekday() - number) % 7
    at = c.published - timedelta(days=back)
    if which == "next" or (c.ahead and back and which != "last"):
        at += timedelta(days=7)
    if which == "last" and back == 0:
        at -= timedelta(days=7)
    part = {"morning": "TMO", "afternoon": "TAF", "evening": "TEV", "night": "TNI"}.get((m["part"] or "").lower(), "")
    return Resolved(at.isoformat() + part, cal.day(at), "time" if part else "date")


def near_day(m: re.Match[str], c: Context) -> Resolved | None:
    """ "yesterday", "today", "tomorrow", "overnight"."""
    if c.published is None:
        return Resolved("XXXX-XX-XX", None)
    word = m["word"].lower()
    away = {"yesterday": -1, "tomorrow": 1}.get(word, 0)
    at = (c.last if word in ("dawn", "dusk", "midday", "noon") and c.last else c.published) + timedelta(days=away)
    if word == "overnight" and c.last:
        return Resolved(c.last.isoformat() + "TNI", cal.time(c.last, c.last + timedelta(days=1), "interval"), "time")
    if word == "overnight":
        return Resolved(at.isoformat() + "TNI", cal.time(at - timedelta(days=1), at, "interval"), "time")
    return Resolved(at.isoformat(), cal.day(at))


def day_earlier(m: re.Match[str], c: Context) -> Resolved | None:
    """ "a day earlier": counted from the day that the text named last, or from publication."""
    anchor = c.last or c.published
    unit = c.words.units[m["unit"].lower().rstrip("s")]
    if anchor is None or (unit in ("S", "M", "H") and m["unit"].lower()[:2] != "mo"):
        return None
    at = cal.shift(anchor, -_count(m["num"], c), unit)
    return _around(at, unit) if at else None


def ago(m: re.Match[str], c: Context) -> Resolved | None:
    """ "two days ago", "three years ago"."""
    unit = c.words.units[m["unit"].lower().rstrip("s")]
    if c.published is None or unit in ("S", "H") or m["unit"].lower().startswith("min"):
        return Resolved("PAST_REF", None)
    at = cal.shift(c.published, -_count(m["num"], c), unit[-1])
    return _around(at, unit[-1]) if at else None


def _around(at: date, unit: str) -> Resolved:
    if unit == "D":
        return Resolved(at.isoformat(), cal.day(at))
    if unit == "W":
        return Resolved(f"{at.isocalendar()[0]}-W{at.isocalendar()[1]:02}", cal.week(at))
    if unit == "M":
        return Resolved(f"{at.year}-{at.month:02}", cal.month(at.year, at.month))
    return Resolved(str(at.year), cal.year(at.year))


def this_unit(m: re.Match[str], c: Context) -> Resolved | None:
    """ "this year", "last month", "earlier this week", "the current month"."""
    if c.published is None:
        return Resolved("PRESENT_REF", None)
    which, unit = m["which"].lower(), m["unit"].lower()
    away = -1 if which in ("last", "previous") else 1 if which in ("next", "coming") else 0
    at = cal.shift(c.published, away, {"week": "W", "month": "M", "year": "Y"}[unit])
    if at is None:
        return None
    around = _around(at, {"week": "W", "month": "M", "year": "Y"}[unit])
    if away == 0 and around.time and around.time.start:
        started = Time(start=around.time.start, end=c.published.isoformat(), precision=around.time.precision)
        return Resolved(around.value, started)
    return around


def part_of_day(m: re.Match[str], c: Context) -> Resolved | None:
    """ "this morning", "last night", "tonight"."""
    if c.published is None:
        return Resolved("XXXX-XX-XX", None)
    word = m["word"].lower()
    at = c.published - timedelta(days=1) if word.startswith("last") else c.published
    part = {"morning": "TMO", "afternoon": "TAF", "evening": "TEV"}.get(word.split()[-1], "TNI")
    return Resolved(at.isoformat() + part, cal.day(at), "time")


def season(m: re.Match[str], c: Context) -> Resolved | None:
    """ "this summer", "last winter", "in the spring of 2015"."""
    name = m["season"].lower()
    first, last = c.words.seasons[name]
    which = (m["which"] or "").lower()
    if m["year"]:
        year_ = int(m["year"])
    elif c.published is None:
        return Resolved(f"XXXX-{c.words.season_codes[name]}", None)
    else:
        year_ = c.published.year - (1 if which == "last" and (last >= c.published.month >= first or c.published.month < first or first > last) else 0)
        year_ += 1 if which == "next" else 0
    end = cal.month(year_ + (1 if last < first else 0), last).end
    value = f"{year_}-{c.words.season_codes[name]}"
    return Resolved(value, Time(start=date(year_, first, 1).isoformat(), end=end, precision="season"))


def past_stretch(m: re.Match[str], c: Context) -> Resolved | None:
    """ "the past five years", "over the last two weeks"."""
    unit = c.words.units[m["unit"].lower().rstrip("s")]
    one = not m["num"] and m["unit"].lower() in ("week", "month", "year", "decade")
    count = _count(m["num"], c) if m["num"] else 1.0 if one else None
    value = f"P{_plain(count)}{unit}" if count else f"PX{unit}"
    if c.published is None or count is None or m["unit"].lower().startswith(("sec", "min")):
        return Resolved(value if count else "PAST_REF", None, "duration", "for")
    start = cal.shift(c.published, -count, unit[-1])
    precision = {"D": "day", "H": "day", "W": "week", "M": "month", "Y": "year"}[unit[-1]]
    return Resolved(value, cal.time(start, c.published, precision), "duration", "between") if start else None  # type: ignore[arg-type]


#: Behind these four digits are a number, not a year.
NUMBERED = re.compile(r"(?i)\b(?:route|highway|road|resolution|unit|flight|brigade|article|section|room|no\.?|number|area)\s+$")


def only_year(m: re.Match[str], c: Context) -> Resolved | None:
    """ "in 2015", "since 2011"."""
    number = int(m["year"])
    if NUMBERED.search(m.string, max(0, m.start() - 20), m.start()):
        return None
    return Resolved(str(number), cal.year(number))


def feast(m: re.Match[str], c: Context) -> Resolved | None:
    """ "Thanksgiving Day", "Christmas Eve"."""
    name = m["feast"].lower()
    if c.published is None:
        return Resolved("XXXX-XX-XX", None)
    for year_ in (c.published.year, c.published.year - 1):
        at = _feast_day(name, year_, c.words)
        if at and (at <= c.published or c.ahead):
            return Resolved(at.isoformat(), cal.day(at))
    return None


def _feast_day(name: str, year_: int, w: DateWords) -> date | None:
    if name in w.feasts:
        return cal.valid(year_, *w.feasts[name])
    month_, weekday_, nth = w.moving[name]
    first = date(year_, month_, 1)
    return first + timedelta(days=(weekday_ - first.weekday()) % 7 + 7 * (nth - 1))


def duration(m: re.Match[str], c: Context) -> Resolved | None:
    """ "two and a half months", "48 hours"."""
    unit = c.words.units[m["unit"].lower().rstrip("s")]
    clock = "T" if m["unit"].lower().startswith(("hour", "min", "sec")) else ""
    return Resolved(f"P{clock}{_plain(_count(m['num'], c))}{unit}", None, "duration", "for")


def vague(m: re.Match[str], c: Context) -> Resolved | None:
    """ "in recent months", "for weeks": no days at all."""
    return Resolved("PAST_REF", None, "date", "for")


def _count(words: str, c: Context) -> float:
    """ "two and a half" is 2.5."""
    first = re.split(r"[\s-]+", words.strip().lower())[0]
    base = float(first) if first[0].isdigit() else float(c.words.numbers[first])
    return base + (0.5 if words.lower().rstrip().endswith("half") else 0)


def _plain(count: float) -> str:
    return str(int(count)) if count == int(count) else str(count)


RULES: tuple[Rule, ...] = (
    (r"\b(?P<year>\d{4})-(?P<mm>\d\d)-(?P<dd>\d\d)\b", iso_date),
    (r"\b(?P<a>\d{1,2})[/.](?P<b>\d{1,2})[/.](?P<year>\d{4})\b", slash_date),
    (r"\b(?P<a>\d{1,2})\s*(?:-|–|to|and)\s*(?P<b>\d{1,2})\s+(?P<month>@MONTH)(?:,?\s+(?P<year>@YEAR))?", day_range),
    (r"\b(?P<month>@MONTH)\s+(?P<a>\d{1,2})\s*(?:-|–|to|and)\s*(?P<b>\d{1,2})\b(?:,?\s+(?P<year>@YEAR))?", day_range),
    (r"\b(?:@WEEKDAY,?\s+(?:the\s+)?)?\b(?P<day>@DAY)\s+(?:of\s+)?(?P<month>@MONTH)(?:,?\s+(?P<year>@YEAR))?", full_date),
    (r"\b(?:@WEEKDAY,?\s+)?\b(?P<month>@MONTH)\s+(?P<day>@DAY)(?![\d:])(?:,?\s+(?P<year>@YEAR))?", full_date),
    (r"(?#i)\b(?P<feast>@FEAST)\b", feast),
    (r"(?#i)\b(?P<which>this|last|next|the)?\s*(?:early\s+|late\s+|mid-?\s*)?\b(?P<season>summer|winter|autumn|spring(?=\s+of\s+\d|\s+\d{4})|(?:(?<=in )|(?<=in the )|(?<=this )|(?<=last )|(?<=next ))spring)(?:\s+of)?(?:\s+(?P<year>@YEAR))?\b", season),
    (r"(?:\b(?:[Mm]id|[Ee]arly|[Ll]ate)[-\s]+)?\b(?P<month>(?!May\b(?!\s+(?:\d{4}|of)))(?!March\s+(?:to|on|in|of|against))@MONTH)(?:,?\s+(?:of\s+)?(?P<year>@YEAR))?", month_year),
    (r"\b(?:(?P<which>last|next|this|Last|Next)\s+)?(?P<weekday>@WEEKDAY)(?:[’']s)?(?:\s+(?P<part>morning|afternoon|evening|night))?", weekday),
    (r"(?#i)\b(?P<word>yesterday|today|tomorrow|overnight)\b", near_day),
    (r"(?#i)\b(?P<word>tonight|last night|this (?:morning|afternoon|evening))\b", part_of_day),
    (r"(?#i)\bat (?P<word>dawn|dusk|midday|noon)\b", near_day),
    (r"(?#i)\b(?P<num>@NUM)[\s-]+(?P<unit>@UNIT)\s+(?:earlier|before|prior)\b", day_earlier),
    (r"(?#i)\b(?P<num>@NUM)[\s-]+(?P<unit>@UNIT)\s+ago\b", ago),
    (r"(?#i)\b(?:earlier\s+)?(?:the\s+)?(?P<which>this|last|previous|next|coming|current)\s+(?P<unit>week|month|year)\b", this_unit),
    (r"(?#i)\b(?:the\s+)?(?:past|last|previous|preceding)\s+(?:(?P<num>@NUM)\s+)?(?P<unit>@UNIT)", past_stretch),
    (r"(?#i)\b(?:recent|for|in)\s+(?:the\s+)?(?:recent\s+)?(?:days|weeks|months|years)\b", vague),
    (r"(?#i)\b(?P<num>@NUM)[\s-]+(?:consecutive\s+)?(?P<unit>@UNIT)(?!\s*-?old)", duration),
    (r"(?<![\d.,$€£/-])\b(?P<year>(?:19|20)\d\d)\b(?![\d,.]*\d)(?!\s+(?:[a-z]+\s+)?(?:people|civilians|injured|wounded|killed|families|others|troops|soldiers|fighters|children))", only_year),
)
