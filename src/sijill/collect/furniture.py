"""Recognise what is not the report's prose: headline, deck, captions, links to other stories, pull quotes, bylines, boilerplate.

In: canonical text, and the headings that a page marks as such. Out: furniture in text order, each one line of the text without its line break.
A paragraph of the report must never become furniture: a line that ends like a sentence stays, unless a pattern of the lexicon fits it whole or it
says again what stands elsewhere; a text of one line has none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from sijill.collect.lines import Line, lines_of
from sijill.collect.repeats import Passages, Stretch
from sijill.lexicon.furniture import FurnitureLine, load_furniture, load_prose_marks
from sijill.model import Furniture, FurnitureKind

#: Words of the longest subhead, of the longest headline, and of the longest caption that no credit marks.
SUBHEAD, HEADLINE, CAPTION = 14, 30, 45
#: Lines of prose from which a page is known to end its paragraphs with a full stop.
PUNCTUATED = 5
#: Titles in a row that are links to other stories.
RUN = 3
#: Words from which a paragraph found twice is a repeat wherever it stands; a quotation needs fewer.
REPEATED, QUOTED = 8, 4
#: Share of a deck's words that the paragraph it sums up must hold.
DECK = 0.6

OPENS_QUOTE, CLOSES_QUOTE = tuple("“\"‘«'"), tuple("”\"’»',;")

Found = Iterator[tuple[int, FurnitureKind, Stretch | None]]


@dataclass
class Sheet:
    """A text's lines, and the furniture found among them so far."""

    text: str
    heads: frozenset[str]
    found: dict[int, tuple[FurnitureKind, Stretch | None]] = field(default_factory=dict)

    @cached_property
    def lines(self) -> list[Line]:
        return lines_of(self.text)

    @cached_property
    def entries(self) -> list[FurnitureLine | None]:
        """For each line the entry of the lexicon that fits it."""
        return [_entry(line.text) for line in self.lines]

    @cached_property
    def prose(self) -> list[bool]:
        """For each line, whether it reads as a paragraph of the report."""
        return [entry is None and _is_prose(line) for line, entry in zip(self.lines, self.entries, strict=True)]

    @cached_property
    def body(self) -> int:
        """The first line of prose; without any, the number of lines."""
        return next((n for n, prose in enumerate(self.prose) if prose), len(self.lines))

    @cached_property
    def passages(self) -> Passages:
        return Passages(self.text)

    def is_title(self, n: int, longest: int = HEADLINE) -> bool:
        """True when the line could be a heading: short, not ending like a sentence, without a mark of prose."""
        line = self.lines[n]
        if self.entries[n] is not None or line.words > longest or _is_quoted(line) or _has_prose_mark(line.text):
            return False
        return not line.ends_like_a_sentence or (line.text.endswith("?") and line.words <= 10) or line.text.endswith(("…", "..."))


def find_furniture(text: str, *, heads: Collection[str] = ()) -> tuple[Furniture, ...]:
    """All furniture of the text, in order. `heads` are the headings that the page's own markup names."""
    sheet = Sheet(text, frozenset(map(_plain, heads)) - {""})
    if len(sheet.lines) < 2:
        return ()
    for rule in RULES:
        for n, kind, again in rule(sheet):
            sheet.found[n] = (kind, again)
    return tuple(_furniture(sheet.lines[n], *sheet.found[n]) for n in sorted(sheet.found))


def _furniture(line: Line, kind: FurnitureKind, again: Stretch | None) -> Furniture:
    start, end = again or (None, None)
    return Furniture(kind=kind, start=line.start, end=line.end, repeat_start=start, repeat_end=end)


def a_pattern_fits(sheet: Sheet) -> Found:
    """A line that the lexicon knows, with the titles or the comments that it brings."""
    rest: FurnitureLine | None = None
    for n, entry in enumerate(sheet.entries):
        if entry is not None:
            yield n, entry.kind, None
            late = 3 * n > len(sheet.lines)
            rest = entry if entry.rest == "titles" or (entry.rest == "all" and late) else rest
        elif rest is not None and (rest.rest == "all" or not sheet.prose[n]):
            yield n, rest.kind, None
        else:
            rest = None


def the_page_marks_a_heading(sheet: Sheet) -> Found:
    """A line that the page's markup names a heading."""
    for n, line in enumerate(sheet.lines):
        if n not in sheet.found and sheet.heads and _plain(line.text) in sheet.heads:
            yield n, "headline", None


def it_stands_above_the_body(sheet: Sheet) -> Found:
    """The headline, its repeat, and the captions, sections and menus between it and the first line of prose."""
    if sheet.body == len(sheet.lines):
        return
    first: str | None = None
    for n in range(sheet.body):
        line = sheet.lines[n]
        if n in sheet.found:
            first = first or (_plain(line.text) if sheet.found[n][0] == "headline" else None)
        elif first is not None and _plain(line.text) == first:
            yield n, "repeat", None
        elif first is None and _is_headline(sheet, n):
            first = _plain(line.text)
            yield n, "headline", None
        elif first is not None and _is_loose(line):
            yield n, "caption", None


def _is_headline(sheet: Sheet, n: int) -> bool:
    """A line without a full stop, set apart from what follows or said again by it."""
    line, after = sheet.lines[n], sheet.lines[n + 1]
    blanks = any(other.apart for other in sheet.lines[1:])
    apart = after.apart or (not blanks and len(sheet.lines) > 2) or _plain(after.text) == _plain(line.text)
    asks = line.text.endswith(("?", "!")) and line.words <= HEADLINE
    return apart and line.words <= HEADLINE and (asks or not line.ends_like_a_sentence)


def _is_loose(line: Line) -> bool:
    """A line that could be a caption: no full stop, not long, and no mark of prose unless it is short."""
    if line.ends_like_a_sentence or line.words > CAPTION:
        return False
    return line.words <= SUBHEAD or not _has_prose_mark(line.text)


def a_credit_follows(sheet: Sheet) -> Found:
    """A line without a full stop over the name of its photographer."""
    for n in range(len(sheet.lines) - 1):
        entry, line = sheet.entries[n + 1], sheet.lines[n]
        alone = entry is not None and entry.kind == "caption" and sheet.lines[n + 1].words <= 12
        if n not in sheet.found and alone and not line.ends_like_a_sentence and line.words <= CAPTION:
            yield n, "caption", None


def it_is_a_title_in_a_row(sheet: Sheet) -> Found:
    """Three or more titles in a row below the body: links to other stories."""
    run: list[int] = []
    for n in range(sheet.body + 1, len(sheet.lines) + 1):
        if n < len(sheet.lines) and (n in sheet.found or (sheet.is_title(n) and not _in_list(sheet, n))):
            run.append(n)
            continue
        fresh = [m for m in run if m not in sheet.found]
        if len(fresh) >= RUN:
            yield from ((m, "read_more", None) for m in fresh)
        run = []


def it_heads_a_section(sheet: Sheet) -> Found:
    """A short line without a full stop between paragraphs; at the very end only a name or two, such as a signature."""
    for n in range(sheet.body + 1, len(sheet.lines)):
        if n in sheet.found or not sheet.is_title(n, SUBHEAD) or _in_list(sheet, n):
            continue
        last = n + 1 == len(sheet.lines)
        if not last:
            yield n, "headline", None
        elif sheet.lines[n].words <= 4 and not re.search(r"\d", sheet.lines[n].text):
            yield n, "byline", None


def it_is_a_caption_without_credit(sheet: Sheet) -> Found:
    """A line without a full stop among paragraphs that all have one."""
    if sum(sheet.prose) < PUNCTUATED:
        return
    for n in range(sheet.body + 1, len(sheet.lines) - 1):
        line = sheet.lines[n]
        if n not in sheet.found and not line.ends_like_a_sentence and sheet.is_title(n, CAPTION) and not _in_list(sheet, n):
            yield n, "caption", None


def _in_list(sheet: Sheet, n: int) -> bool:
    """True for the items below a line that ends with a colon."""
    while n > 0:
        n -= 1
        line = sheet.lines[n]
        if line.text.endswith((":", ",")) and sheet.entries[n] is None and line.words > 2:
            return True
        if line.ends_like_a_sentence:
            return False
    return False


def it_sums_up_the_body(sheet: Sheet) -> Found:
    """A sentence between headline and byline, date or share buttons whose words one paragraph below holds."""
    heads = [n for n, (kind, _) in sheet.found.items() if kind in ("headline", "repeat")]
    n = sheet.body
    if n + 2 >= len(sheet.lines) or not any(m < n for m in heads) or sheet.lines[n].words > CAPTION:
        return
    if sheet.found.get(n + 1, ("", None))[0] not in ("byline", "boilerplate"):
        return
    line = sheet.lines[n]
    below = [(other.start, other.end) for m, other in enumerate(sheet.lines) if m > n and sheet.prose[m]]
    best = max(below, key=lambda at: sheet.passages.share_of(line.start, line.end, at), default=None)
    if best is not None and sheet.passages.share_of(line.start, line.end, best) >= DECK:
        yield n, "deck", best


def it_says_a_passage_again(sheet: Sheet) -> Found:
    """A line whose words stand elsewhere: a headline or deck above them, a pull quote beside them, a paragraph printed twice."""
    for n, line in enumerate(sheet.lines):
        kind, known = sheet.found.get(n, (None, None))
        if known is not None or kind in ("read_more", "boilerplate", "byline") or line.words < QUOTED:
            continue
        again = _said_elsewhere(sheet, n)
        if again is not None:
            yield n, kind or _kind_of_repeat(sheet, n, again), again


def _said_elsewhere(sheet: Sheet, n: int) -> Stretch | None:
    """The passage in the running text that the line says again, the nearest one first."""
    line = sheet.lines[n]
    passages = [at for at in sheet.passages.again(line.start, line.end) if _may_repeat(sheet, n, at)]
    return min(passages, key=lambda at: abs(at[0] - line.start), default=None)


def _may_repeat(sheet: Sheet, n: int, at: Stretch) -> bool:
    line, m = sheet.lines[n], _line_at(sheet, at[0])
    if m in sheet.found or at[1] > sheet.lines[m].end:
        return False
    if n in sheet.found:
        return True
    whole = line.end - line.start >= sheet.lines[m].end - sheet.lines[m].start - 3
    enough = line.words >= REPEATED or _is_quoted(line) or abs(n - m) <= 2
    return enough and (not whole or m < n)


def _line_at(sheet: Sheet, at: int) -> int:
    low, high = 0, len(sheet.lines) - 1
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if sheet.lines[middle].start <= at else (low, middle - 1)
    return low


def _kind_of_repeat(sheet: Sheet, n: int, again: Stretch) -> FurnitureKind:
    """A deck stands between headline and body; a paragraph printed twice is a repeat; all else is a pull quote."""
    m = _line_at(sheet, again[0])
    if n < m:
        return "deck" if n <= sheet.body else "pull_quote"
    whole = sheet.lines[m].end - sheet.lines[m].start <= sheet.lines[n].end - sheet.lines[n].start + 3
    return "repeat" if whole and not _is_quoted(sheet.lines[n]) else "pull_quote"


Rule = Callable[[Sheet], Found]

#: Tried in this order; a line keeps the first kind that it gets, and may only learn later what it repeats.
RULES: tuple[Rule, ...] = (
    a_pattern_fits, the_page_marks_a_heading, it_stands_above_the_body, a_credit_follows, it_is_a_title_in_a_row, it_heads_a_section,
    it_is_a_caption_without_credit, it_sums_up_the_body, it_says_a_passage_again,
)


def _entry(text: str) -> FurnitureLine | None:
    return next((entry for entry in load_furniture() if len(text) <= entry.longest and entry.regex.fullmatch(text)), None)


def _has_prose_mark(text: str) -> bool:
    return any(mark.regex.search(text) for mark in load_prose_marks())


def _is_quoted(line: Line) -> bool:
    return line.text.startswith(OPENS_QUOTE) or line.text.endswith(CLOSES_QUOTE)


def _is_prose(line: Line) -> bool:
    """A line that ends like a sentence and is long enough for one; a question or an open end needs more words."""
    open_end = line.text.endswith(("?", "…", "...", ":"))
    return line.ends_like_a_sentence and line.words >= (12 if open_end else 4)


def _plain(text: str) -> str:
    return re.sub(r"\W+", " ", text).casefold().strip()


__all__ = ["find_furniture"]
