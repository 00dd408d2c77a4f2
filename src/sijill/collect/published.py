"""The day of publication that a text's own head gives: "Published: 14 April 2025", a line that is a date, a dateline with its year.

Only what stands in the head is taken, and only a day written in full: a day that the report tells of is not the day on which it appeared.
"""

from __future__ import annotations

import re

from sijill.collect.days import read_day
from sijill.lexicon.datelines import DATELINE

#: The head ends after so many lines that are not blank, or so many code points.
LINES, HEAD = 8, 1500
#: A line that holds a day and little else: a byline or a masthead may go before it.
BESIDE = 60
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
_NTH = r"\d{1,2}(?:st|nd|rd|th)?"
_YEAR = r"(?:19|20)\d\d"
_DAY = re.compile(rf"\b(?:{_NTH} (?:of )?{_MONTH},? {_YEAR}|{_MONTH} {_NTH},? {_YEAR}|{_YEAR}-\d\d-\d\d)\b")
_LABEL = re.compile(r"\s*(?:first )?(?:published|posted|date|issued|released|dated|publication date)\b(?: on| at)?\s*:?\s*", re.IGNORECASE)
_PROSE = re.compile(r"[.!?][\"”’)]*\s*$|\b(?:on|by|since|until|from|after|before|in|the|was|were|killed|is|are)\b", re.IGNORECASE)


def published_in(text: str) -> tuple[str, str] | None:
    """The day (ISO 8601) and where it was found ("label", "line" or "dateline"); None when the head gives none in full."""
    lines = [line.strip() for line in text[:HEAD].splitlines() if line.strip()][:LINES]
    for where, find in (("label", _labelled), ("dateline", _dateline), ("line", _line)):
        day = next((d for line in lines if (d := find(line))), None)
        if day:
            return day, where
    return None


def _labelled(line: str) -> str | None:
    label = _LABEL.match(line)
    day = _DAY.search(line, label.end()) if label else None
    return read_day(day[0]) if day and len(line) < 2 * BESIDE and len(line[label.end() : day.start()]) < 20 else None  # type: ignore[union-attr]


def _dateline(line: str) -> str | None:
    found = DATELINE.match(line)
    day = _DAY.search(line, 0, found.end()) if found else None
    return read_day(day[0]) if day else None


def _line(line: str) -> str | None:
    day = _DAY.search(line)
    rest = line[: day.start()] + line[day.end() :] if day else ""
    return read_day(day[0]) if day and len(rest) <= BESIDE and not _PROSE.search(rest) else None
