"""Where a text quotes: direct speech between marks, also when it runs over paragraphs.

In: the canonical text. Out: quotations in order, each within one paragraph. A quotation that is not closed at its paragraph's end
and whose next paragraph opens with a mark again is continued there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sijill.lexicon.datelines import DATELINE

OPEN = "“„«"
CLOSE = "”»"
MARK = re.compile(r'[“”„«»]|"{1,3}|\'\'|``')


@dataclass(frozen=True)
class Quote:
    """Marks at `start` and before `end`; the words between them are `inner_start` to `inner_end` (code points)."""

    start: int
    end: int
    inner_start: int
    inner_end: int
    closed: bool

    def holds(self, at: int) -> bool:
        """True when the character at `at` lies inside the marks."""
        return self.start <= at < self.end


def paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of every run of text between line breaks, blanks at its ends left out."""
    for line in re.finditer(r"[^\r\n]+", text):
        bare = line.group().strip()
        if bare:
            start = line.start() + line.group().index(bare)
            yield start, start + len(bare)


def datelines(text: str) -> list[tuple[int, int]]:
    """Where paragraphs open with the place, and the day or the agency, from which the report was sent."""
    return [m.span() for start, end in paragraphs(text) if (m := DATELINE.match(text, start, end)) is not None]


def find_quotes(text: str) -> list[Quote]:
    """Every quotation of the text, in order."""
    return [quote for start, end in paragraphs(text) for quote in _in_paragraph(text, start, end)]


def _in_paragraph(text: str, start: int, end: int) -> Iterator[Quote]:
    opened: re.Match[str] | None = None
    for mark in MARK.finditer(text, start, end):
        if opened is None:
            if _can_open(text, mark, start):
                opened = mark
        elif _closes(text, mark, opened):
            yield Quote(opened.start(), mark.end(), opened.end(), mark.start(), True)
            opened = None
        elif mark.group() in OPEN:
            yield Quote(opened.start(), mark.start(), opened.end(), mark.start(), False)
            opened = mark
    if opened is not None and opened.end() < end:
        yield Quote(opened.start(), end, opened.end(), end, False)


def _can_open(text: str, mark: re.Match[str], start: int) -> bool:
    if mark.group() in CLOSE:
        return False
    before = text[mark.start() - 1] if mark.start() > start else " "
    return mark.group() in OPEN or not before.isalnum() or mark.start() == start


def _closes(text: str, mark: re.Match[str], opened: re.Match[str]) -> bool:
    if mark.group() in OPEN:
        return False
    if opened.group() in OPEN:
        return mark.group() in CLOSE or mark.group()[0] == '"'
    return True
