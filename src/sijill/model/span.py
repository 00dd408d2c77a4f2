"""A span is a view on an untouched text: `text[start:end] == quote`, counted in Unicode code points, end exclusive."""

from __future__ import annotations

from typing import Self

from pydantic import Field, model_validator

from sijill.model.base import Record


class Span(Record):
    """Characters `start` to `end` (code points, end exclusive) of a canonical text, with the characters themselves."""

    start: int = Field(ge=0)
    end: int = Field(ge=0)
    quote: str

    @model_validator(mode="after")
    def _length_fits(self) -> Self:
        if self.end - self.start != len(self.quote):
            raise ValueError(f"span {self.start}-{self.end} cannot hold {len(self.quote)} code points")
        return self

    @classmethod
    def of(cls, text: str, start: int, end: int) -> Span:
        """The span of `text` from `start` to `end`. Raises ValueError when it is empty or outside the text."""
        if not 0 <= start < end <= len(text):
            raise ValueError(f"no span {start}-{end} in a text of {len(text)} code points")
        return cls(start=start, end=end, quote=text[start:end])

    def fits(self, text: str) -> bool:
        """True when the text holds the quote at these very offsets."""
        return text[self.start : self.end] == self.quote

    def covers(self, other: Span) -> bool:
        """True when `other` lies within this span."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """True when the two share at least one character."""
        return self.start < other.end and other.start < self.end
