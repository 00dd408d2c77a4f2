"""The lines of a text as a person sees them.

In: canonical text. Out: its lines that are not blank, each with its exact characters; lines broken at a fixed width are put together again.
Never changes the text: a line is only a pair of offsets and what stands between them.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass

#: What ends a sentence, with the marks that may follow it.
SENTENCE_END = re.compile(r"[.!?…:؟。।][\"”’»')\]]*$")
#: A text whose longest line has more characters than this was not broken at a fixed width.
WIDEST = 120
#: How much shorter than the widest line a broken line may be, counted with the word that did not fit.
SLACK = 6


@dataclass(frozen=True)
class Line:
    """Characters `start` to `end` of the text, blanks at both ends left out; `apart` when a blank line stands before it."""

    start: int
    end: int
    text: str
    apart: bool = True

    @property
    def words(self) -> int:
        """How many words, as split at blanks."""
        return len(self.text.split())

    @property
    def ends_like_a_sentence(self) -> bool:
        """True when it ends with a full stop, another mark of a sentence's end, or a colon."""
        return SENTENCE_END.search(self.text) is not None


def lines_of(text: str) -> list[Line]:
    """The lines of a text that are not blank, in order."""
    raw = list(_raw(text))
    return _unwrapped(text, raw) if _is_wrapped(raw) else raw


def _raw(text: str) -> Iterator[Line]:
    last = 0
    for found in re.finditer(r"[^\r\n]+", text):
        bare = found.group().strip(" \t\v\f\u00a0\u200b\ufeff")
        if bare and not bare.isspace():
            start = found.start() + found.group().index(bare)
            between = text[last : found.start()]
            yield Line(start, start + len(bare), bare, last == 0 or between.count("\n") > 1 or between.count("\r") > 1)
            last = found.end()


def _is_wrapped(raw: list[Line]) -> bool:
    """True when most line breaks fall inside a sentence, at a width that the next word would have passed."""
    if len(raw) < 3 or max(len(line.text) for line in raw) > WIDEST:
        return False
    width = max(len(line.text) for line in raw)
    joints = [(a, b) for a, b in itertools.pairwise(raw) if not b.apart]
    return len(joints) >= 2 and 2 * sum(_continues(a, b, width) for a, b in joints) > len(joints)


def _continues(line: Line, after: Line, width: int) -> bool:
    return not after.apart and len(line.text) + 1 + len(after.text.split()[0]) > width - SLACK and width > 40


def _unwrapped(text: str, raw: list[Line]) -> list[Line]:
    width = max(len(line.text) for line in raw)
    out: list[Line] = []
    last = raw[0]
    for line in raw:
        if out and _continues(last, line, width):
            start = out[-1].start
            out[-1] = Line(start, line.end, text[start : line.end], out[-1].apart)
        else:
            out.append(line)
        last = line
    return out


__all__ = ["Line", "lines_of"]
