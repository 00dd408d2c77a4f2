"""A report's text with a claim's words marked: the text node for node, marks only wrap.

In: the document's text and marks. Out: paragraphs as HTML, escaped; the text of a paragraph's nodes joined is the text, so that a selection in the page maps
back to code points (`start` of each paragraph). Marks nest in a fixed order; where two cross, the inner one is cut.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from markupsafe import Markup, escape

from sijill.apps.web.fields import number_in
from sijill.model import Claim, Document, Span

#: Outermost first.
ORDER = ("within", "content", "other", "source", "cue", "place", "number")
SAID = {"within": "attributed passage", "content": "content of the claim", "source": "source", "cue": "cue", "place": "place", "number": "number"}


@dataclass(frozen=True)
class Mark:
    """A stretch of the text and what it is; `link` where it leads somewhere."""

    start: int
    end: int
    kind: str
    link: str | None = None


@dataclass(frozen=True)
class Paragraph:
    """A line of the report. `furniture` names what kind it is, where it states nothing of its own; `here` holds the claim; `states` of claims in it."""

    start: int
    html: Markup
    furniture: str | None
    here: bool
    number: int | None
    states: tuple[str, ...] = ()


def marks_of(claim: Claim) -> list[Mark]:
    """What is lit for a claim."""
    spans: list[tuple[Span | None, str]] = [(s, "within") for s in claim.within or ()]
    spans += [(claim.content, "content"), (claim.cue, "cue"), *((s.span, "source") for s in claim.sources)]
    if claim.event:
        spans.append((claim.event.trigger, "number"))
    if claim.figure:
        spans.append((number_in(claim), "number"))
    detail = claim.figure or claim.event
    if detail and detail.place and detail.place.span:
        spans.append((detail.place.span, "place"))
    return [Mark(s.start, s.end, kind) for s, kind in spans if s is not None]


def paragraphs(document: Document, marks: Iterable[Mark], focus: Span | None = None, states: Sequence[tuple[int, str]] = ()) -> list[Paragraph]:
    """The report line by line; blank lines are left to the margins. `states` are places of claims with where they stand."""
    out: list[Paragraph] = []
    start = number = 0
    marks = sorted(marks, key=lambda m: (ORDER.index(m.kind), m.start, m.end))
    for line in document.text.split("\n"):
        end = start + len(line)
        if line.strip():
            kind = next((f.kind.replace("_", " ") for f in document.furniture if f.start < end and start < f.end), None)
            number += kind is None
            here = focus is not None and start <= focus.start < end
            found = tuple(state for at, state in states if start <= at < end)
            out.append(Paragraph(start, _line(document.text, start, end, marks), kind, here, number if kind is None else None, found))
        start = end + 1
    return out


def _line(text: str, start: int, end: int, marks: Sequence[Mark]) -> Markup:
    inside = [m for m in marks if m.start < end and start < m.end]
    cuts = sorted({start, end, *(max(m.start, start) for m in inside), *(min(m.end, end) for m in inside)})
    pieces = [(a, b, _one_link([m for m in inside if m.start <= a and b <= m.end])) for a, b in pairwise(cuts)]
    return _nested(text, pieces, 0)


def _one_link(over: list[Mark]) -> list[Mark]:
    """A link cannot stand in another: of several the shortest stays."""
    links = [m for m in over if m.link]
    kept = min(links, key=lambda m: m.end - m.start, default=None)
    return [m for m in over if m.link is None or m is kept]


def _nested(text: str, pieces: Sequence[tuple[int, int, list[Mark]]], depth: int) -> Markup:
    """The pieces, those under the same mark wrapped in it together."""
    out = Markup()
    for mark, group in groupby(pieces, key=lambda p: p[2][depth] if len(p[2]) > depth else None):
        held = list(group)
        if mark is None:
            out += escape("".join(text[a:b] for a, b, _ in held))
        else:
            out += _wrapped(mark, _nested(text, held, depth + 1))
    return out


def _wrapped(mark: Mark, inner: Markup) -> Markup:
    if mark.link:
        return Markup('<a class="m-{}" href="{}">{}</a>').format(mark.kind, mark.link, inner)
    return Markup('<mark class="m-{}" aria-description="{}">{}</mark>').format(mark.kind, SAID.get(mark.kind, mark.kind), inner)
