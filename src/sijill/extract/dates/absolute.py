"""Days, months, years, decades and quarters that the text names."""

from __future__ import annotations

import re
from datetime import date, timedelta

from sijill.extract.dates import calendar as cal
from sijill.extract.dates.record import Context, Match, Resolved

#: Behind these four digits are a number, not a year.
NUMBERED = re.compile(
    r"(?i)\b(?:route|highway|road|resolution|unit|flight|brigade|article|section|room|no\.?|number|area|about|some|around|over|than|nearly|almost)\s+$"
)
#: Parts of a day and TIMEX3's codes for them.
PARTS = {"morning": "TMO", "afternoon": "TAF", "evening": "TEV", "night": "TNI", "noon": "T12:00", "midday": "T12:00", "midnight": "T24:00",
         "dawn": "TMO", "dusk": "TEV", "daybreak": "TMO"}


def month_of(word: str, c: Context) -> int:
    """The month's number."""
    return c.words.months[word.lower().rstrip(".")]


def nearest_year(month_: int, day_: int, c: Context) -> int | None:
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


def full_date(m: Match, c: Context) -> Resolved | None:
    """ "24 November 2016", "Nov. 24", "September 22nd", "10:30 a.m. on Oct. 26"."""
    month_, day_ = month_of(m["month"], c), int(re.sub(r"\D", "", m["day"]))
    given = m.groupdict().get("year")
    year_ = int(given) if given else nearest_year(month_, day_, c)
    if year_ is None:
        return Resolved(f"XXXX-{month_:02}-{day_:02}")
    at = cal.valid(year_, month_, day_)
    return on_day(at, m.groupdict().get("part")) if at else None


def on_day(at: date, part: str | None = None, clock: str = "") -> Resolved:
    """The day, or a part of it."""
    code = clock or PARTS.get((part or "").strip().lower(), "")
    return Resolved(at.isoformat() + code, cal.day(at), "time" if code else "date")


def iso_date(m: Match, c: Context) -> Resolved | None:
    """ "2016-10-06", "20161006"."""
    at = cal.valid(int(m["year"]), int(m["mm"]), int(m["dd"]))
    return on_day(at) if at else None


def slash_date(m: Match, c: Context) -> Resolved | None:
    """ "06/10/2016": the day first, unless only the other order makes a date; with a short year the month first, as newspapers have it."""
    a, b, year_ = int(m["a"]), int(m["b"]), int(m["year"])
    if year_ < 100:
        year_ += 1900 if c.published is None or year_ > c.published.year % 100 + 20 or c.published.year < 2000 else 2000
        a, b = b, a
    at = cal.valid(year_, b, a) or cal.valid(year_, a, b)
    return on_day(at) if at else None


def day_range(m: Match, c: Context) -> Resolved | None:
    """ "3-5 May", "between 3 and 5 May 2017"."""
    month_ = month_of(m["month"], c)
    year_ = int(m["year"]) if m["year"] else nearest_year(month_, int(m["b"]), c)
    if year_ is None:
        return Resolved(f"XXXX-{month_:02}", role="between")
    a, b = cal.valid(year_, month_, int(m["a"])), cal.valid(year_, month_, int(m["b"]))
    return Resolved(f"{a.isoformat()}/{b.isoformat()}", cal.time(a, b, "interval"), role="between") if a and b and a <= b else None


def month_year(m: Match, c: Context) -> Resolved | None:
    """ "August", "mid-October", "in March 2015", "last June", "June of last year"."""
    month_ = month_of(m["month"], c)
    year_ = _said_year(m, c)
    if year_ is not None:
        return Resolved(f"{year_}-{month_:02}", cal.month(year_, month_))
    which = (m["which"] or "").lower()
    nearest = nearest_year(month_, 1, Context(c.published, c.last, c.ahead or which == "next", c.words))
    if nearest is None or c.published is None:
        return Resolved(f"XXXX-{month_:02}")
    if which == "last" and (nearest, month_) == (c.published.year, c.published.month):
        nearest -= 1
    return Resolved(f"{nearest}-{month_:02}", cal.month(nearest, month_))


def _said_year(m: Match, c: Context) -> int | None:
    """The year as a number, or by "of last year"; None when the text names none, or none that can be told without a day of publication."""
    if m["year"]:
        return int(m["year"])
    return c.published.year + {"last": -1, "this": 0, "next": 1}[m["of"].lower()] if m["of"] and c.published else None


def only_year(m: Match, c: Context) -> Resolved | None:
    """ "in 2015", "since 2011", "late 1998", "fiscal 1989"."""
    number = int(m["year"])
    if NUMBERED.search(m.string, max(0, m.start() - 20), m.start()):
        return None
    return Resolved(str(number), cal.year(number))


def years(m: Match, c: Context) -> Resolved | None:
    """ "1988-89", "1990/1991"."""
    first, text = int(m["a"]), m["b"]
    last = int(text) if len(text) == 4 else first // 100 * 100 + int(text)
    return Resolved(f"{first}/{last}", cal.time(date(first, 1, 1), date(last, 12, 31), "interval"), role="between") if first < last < first + 12 else None


def decade(m: Match, c: Context) -> Resolved | None:
    """ "the 1990s", "the late '80s"."""
    start = int(m["tens"]) if len(m["tens"]) == 4 else 1900 + int(m["tens"])
    return Resolved(str(start // 10), cal.time(date(start, 1, 1), date(start + 9, 12, 31), "interval"))


def century(m: Match, c: Context) -> Resolved | None:
    """ "the 19th century"."""
    return Resolved(str(int(re.sub(r"\D", "", m["nth"])) - 1))


def quarter(m: Match, c: Context) -> Resolved | None:
    """ "the third quarter", "fourth-quarter", "the first half of 1990"."""
    number = c.words.ordinals[m["nth"].lower()]
    half = m["part"].lower() == "half"
    months = 6 if half else 3
    if number > 12 // months:
        return None
    first = months * (number - 1) + 1
    code = f"{'H' if half else 'Q'}{number}"
    year_ = _said_year(m, c)
    if year_ is None:
        if c.published is None:
            return Resolved(f"XXXX-{code}")
        year_ = c.published.year - (0 if c.ahead or first <= c.published.month else 1)
    end = cal.month(year_, first + months - 1).end
    return Resolved(f"{year_}-{code}", cal.time(date(year_, first, 1), date.fromisoformat(end or ""), "interval"))


def season(m: Match, c: Context) -> Resolved | None:
    """ "this summer", "last winter", "in the spring of 2015"."""
    name = m["season"].lower()
    first, last = c.words.seasons[name]
    which, year_ = (m["which"] or "").lower(), _said_year(m, c)
    if year_ is None:
        if c.published is None:
            return Resolved(f"XXXX-{c.words.season_codes[name]}")
        year_ = c.published.year - (1 if which == "last" and (last >= c.published.month >= first or c.published.month < first or first > last) else 0)
        year_ += 1 if which == "next" else 0
    end = cal.month(year_ + (1 if last < first else 0), last).end
    return Resolved(f"{year_}-{c.words.season_codes[name]}", cal.time(date(year_, first, 1), date.fromisoformat(end or ""), "season"))


def feast(m: Match, c: Context) -> Resolved | None:
    """ "Thanksgiving Day", "Christmas Eve", "Eid al-Fitr", "Ramadan"."""
    name = re.sub(r"[’‘]", "'", m["feast"].lower())
    if c.published is None:
        return Resolved("XXXX-XX-XX")
    given = m["year"]
    spans = [s for y in ([int(given)] if given else [c.published.year + 1, c.published.year, c.published.year - 1]) for s in _feast_days(name, y, c)]
    fitting = [s for s in spans if given or (c.ahead and s[1] >= c.published) or (not c.ahead and s[0] <= c.published)]
    if not fitting:
        return None
    a, b = min(fitting) if c.ahead else max(fitting)
    return on_day(a) if a == b else Resolved(f"{a.isoformat()}/{b.isoformat()}", cal.time(a, b, "interval"))


def _feast_days(name: str, year_: int, c: Context) -> list[tuple[date, date]]:
    """First and last days of the feast in that year. Islamic feasts by the tabular calendar, right to a day or two, hence an interval."""
    w = c.words
    if name in w.feasts:
        at = cal.valid(year_, *w.feasts[name])
        return [(at, at)] if at else []
    if name in w.moving:
        month_, weekday_, nth = w.moving[name]
        first = date(year_, month_, 1)
        at = first + timedelta(days=(weekday_ - first.weekday()) % 7 + 7 * (nth - 1))
        return [(at, at)]
    if name in w.easter:
        at = cal.easter(year_) + timedelta(days=w.easter[name])
        return [(at, at)]
    return [s for m_, d_, n in w.islamic[name] for s in cal.islamic(year_, m_, d_, n)]
