"""A document with all that was recognised in it before any claim is made: parse, quotations, furniture, dates, numbers, places."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from spacy.tokens import Doc, Span, Token

from sijill.extract.actors import ActorMention
from sijill.extract.dates import FoundDate
from sijill.extract.numbers import FoundNumber
from sijill.extract.places import FoundPlace
from sijill.extract.quotes import Quote, paragraphs
from sijill.extract.words import words_of
from sijill.lexicon.datelines import DATELINE
from sijill.model import Document


@dataclass
class Page:
    """Every list is in text order; offsets are code points of `document.text`."""

    document: Document
    doc: Doc
    quotes: list[Quote]
    dates: list[FoundDate] = field(default_factory=list)
    numbers: list[FoundNumber] = field(default_factory=list)
    places: list[FoundPlace] = field(default_factory=list)
    actors: list[ActorMention] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The canonical text."""
        return self.document.text

    @property
    def published(self) -> date | None:
        """The day of publication, or None."""
        return date.fromisoformat(self.document.published) if self.document.published else None

    @cached_property
    def sentences(self) -> list[Span]:
        """Sentences outside furniture, none of them blank."""
        return [s for s in self._filled if not self.is_furniture(s.start_char, s.end_char)]

    @cached_property
    def _filled(self) -> list[Span]:
        return [s for s in self.doc.sents if self.text[s.start_char : s.end_char].strip()]

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [s.start_char for s in self._filled]

    def sentence_at(self, at: int) -> int:
        """How many sentences of the text come before the one that holds the character at `at`."""
        return max(0, bisect_right(self._sentence_starts, at) - 1)

    @cached_property
    def paragraphs(self) -> list[tuple[int, int]]:
        """Start and end of each paragraph, furniture left out."""
        return [p for p in paragraphs(self.text) if not self.is_furniture(*p)]

    def is_furniture(self, start: int, end: int) -> bool:
        """True when more than half of the stretch lies in furniture."""
        inside = 0
        for a, b in self._furniture:
            if a < end and start < b:
                inside += min(end, b) - max(start, a)
        return inside * 2 > end - start

    @cached_property
    def _furniture(self) -> list[tuple[int, int]]:
        return [(f.start, f.end) for f in self.document.furniture]

    def paragraph_at(self, at: int) -> tuple[int, int] | None:
        """The paragraph that holds the character at `at`."""
        i = bisect_right(self.paragraphs, (at, len(self.text) + 1)) - 1
        return self.paragraphs[i] if i >= 0 and at < self.paragraphs[i][1] else None

    @cached_property
    def _datelines(self) -> list[tuple[int, int]]:
        return [line.span() for start, end in self.paragraphs if (line := DATELINE.match(self.text, start, end))]

    def in_dateline(self, at: int) -> bool:
        """True of what only says where and when a report was written."""
        return any(start <= at < end for start, end in self._datelines)

    def quote_at(self, at: int) -> Quote | None:
        """The quotation that holds the character at `at`."""
        return next((q for q in self.quotes if q.holds(at)), None)

    def tokens(self, start: int, end: int) -> list[Token]:
        """Tokens that begin within the characters `start` to `end`."""
        doc, idx = self.doc, words_of(self.doc).idx
        return [t for t in (doc[i] for i in range(bisect_left(idx, start), bisect_left(idx, end))) if not t.is_space]
