"""By when something is said to come: horizons and deadlines ("within two months", "by Friday", "weeks if not days").

In: text and day of publication. Out: stretches with the earliest and latest day, either None where the text gives none.
"""
# Patterns are read best in one line.
# ruff: noqa: E501

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from sijill.extract.dates import calendar as cal
from sijill.extract.dates.find import find_dates
from sijill.extract.dates.rules import any_of
from sijill.lexicon.dates import load_date_words

#: Without one of these no date is a deadline.
UNTIL = re.compile(r"\b(?:until|till|by|before)\b", re.IGNORECASE)


@dataclass(frozen=True)
class FoundHorizon:
    """Characters `start` to `end`; the days between which it falls due."""

    start: int
    end: int
    quote: str
    earliest: date | None
    latest: date | None


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    w = load_date_words()
    number = rf"(?:\d+(?:\.\d+)?|{any_of(w.numbers)})(?:\s+and\s+a\s+half)?"
    unit = r"(?:hours?|days?|weeks?|months?|years?)"
    stretch = rf"{number}(?:\s+(?:to|or)\s+{number})?\s+{unit}"
    counted = rf"\b(?:within|in)\s+(?:(?:a\s+maximum\s+of|at\s+most|less\s+than|no\s+more\s+than|about|around|the\s+(?:next|coming|space\s+of)|a\s+matter\s+of|up\s+to)\s+)?(?:the\s+next\s+)?(?P<all>{stretch}(?:,?\s+(?:or\s+|perhaps\s+|maybe\s+)?{stretch})*)"
    loose = r"\b(?:within|in)\s+(?:a\s+(?:few|matter\s+of)\s+|the\s+coming\s+|the\s+next\s+few\s+)?[“\"'‘]?(?:hours|days|weeks|months|years)(?:,?\s+(?:if\s+not|or)\s+(?:even\s+)?(?:hours|days|weeks|months))?"
    piece = rf"(?P<n>{number})(?:\s+(?:to|or)\s+(?P<m>{number}))?\s+(?P<u>hour|day|week|month|year)"
    return re.compile(counted, re.IGNORECASE), re.compile(loose, re.IGNORECASE), re.compile(piece, re.IGNORECASE)


def find_horizons(text: str, *, published: date | None) -> list[FoundHorizon]:
    """All horizons of the text, in order."""
    counted, loose, _ = _patterns()
    found = [_counted(m, published) for m in counted.finditer(text)]
    found += [FoundHorizon(m.start(), m.end(), m.group(), None, None) for m in loose.finditer(text)]
    found += [
        FoundHorizon(d.start, d.end, d.quote, None, date.fromisoformat(d.time.end) if d.time and d.time.end else None)
        for d in (find_dates(text, published=published, future=lambda _: True) if UNTIL.search(text) else ()) if d.role == "until"
    ]
    found.sort(key=lambda h: (h.start, -h.end))
    return [h for n, h in enumerate(found) if not n or h.start >= found[n - 1].end]


def _counted(match: re.Match[str], published: date | None) -> FoundHorizon:
    days = [d for p in _patterns()[2].finditer(match.group("all")) for d in _days(p, published)]
    solid = sorted(d for d in days if d is not None)
    return FoundHorizon(match.start(), match.end(), match.group(), solid[0] if solid else None, solid[-1] if solid else None)


def _days(piece: re.Match[str], published: date | None) -> list[date | None]:
    if published is None:
        return []
    unit = {"hour": "H", "day": "D", "week": "W", "month": "M", "year": "Y"}[piece.group("u").lower()]
    return [cal.shift(published, _count(piece.group(g)), unit) for g in ("n", "m") if piece.group(g)]


def _count(words: str) -> float:
    first = words.split()[0].lower()
    base = float(first) if first[0].isdigit() else float(load_date_words().numbers[first])
    return base + (0.5 if words.lower().endswith("half") else 0)
