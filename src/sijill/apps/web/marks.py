"""A report's text with the claim's words marked: the text node for node, marks only wrap.

In: the document's text and spans, each with the class of its mark. Out: paragraphs of pieces; the pieces joined are the text, so that a selection in the
page maps back to code points (`start` of each paragraph).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from sijill.model import Claim, Document, Span

Mark = tuple[int, int, str]


@dataclass(frozen=True)
class Piece:
    """A stretch of text under the same marks."""

    text: str
    marks: str


@dataclass(frozen=True)
class Paragraph:
    """A line of the report. `furniture` names what kind it is, where it states nothing of its own; `here` holds the claim."""

    start: int
    pieces: tuple[Piece, ...]
    furniture: str | None
    here: bool
    number: int | None


def marks_of(claim: Claim) -> list[Mark]:
    """What is lit for a claim, outermost first."""
    spans: list[tuple[Span | None, str]] = [(s, "m-within") for s in claim.within or ()]
    spans += [(claim.content, "m-content"), (claim.cue, "m-cue"), *((s.span, "m-source") for s in claim.sources)]
    if claim.event:
        spans.append((claim.event.trigger, "m-number"))
    detail = claim.figure or claim.event
    if detail and detail.place and detail.place.span:
        spans.append((detail.place.span, "m-place"))
    return [(s.start, s.end, kind) for s, kind in spans if s is not None]


def paragraphs(document: Document, marks: Iterable[Mark], focus: Span | None = None) -> list[Paragraph]:
    """The report line by line; blank lines are left to the margins."""
    out: list[Paragraph] = []
    start = number = 0
    marks = list(marks)
    for line in document.text.split("\n"):
        end = start + len(line)
        if line.strip():
            kind = next((f.kind.replace("_", " ") for f in document.furniture if f.start < end and start < f.end), None)
            number += kind is None
            here = focus is not None and start <= focus.start < end
            out.append(Paragraph(start, _pieces(document.text, start, end, marks), kind, here, number if kind is None else None))
        start = end + 1
    return out


def _pieces(text: str, start: int, end: int, marks: list[Mark]) -> tuple[Piece, ...]:
    inside = [(max(a, start), min(b, end), kind) for a, b, kind in marks if a < end and start < b]
    cuts = sorted({start, end, *(a for a, _, _ in inside), *(b for _, b, _ in inside)})
    return tuple(
        Piece(text[a:b], " ".join(dict.fromkeys(kind for x, y, kind in inside if x <= a and b <= y))) for a, b in pairwise(cuts)
    )
