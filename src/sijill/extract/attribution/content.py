"""What a cue attributes: a clause, an infinitive, a noun phrase, or the rest of the sentence.

In: the cue's verb and the shapes that its lexicon entries take. Out: stretches of characters with the words that join the cue
("called *for*"), or nothing. A clause keeps its "that". Quotations are added by `quoted`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from spacy.tokens import Token

from sijill.extract.attribution.clauses import clause
from sijill.extract.attribution.complements import COMPLEMENTS, Reader
from sijill.extract.attribution.shape import Content, trimmed
from sijill.extract.phrases import end_of

SHAPES: dict[str, Reader] = {"clause": clause, **COMPLEMENTS}


def content_of(verb: Token, shapes: Iterable[str], source: Token | None) -> Content | None:
    """What hangs on the verb, in the first of the shapes that is found there."""
    own = [verb, *([source] if source is not None else [])]
    for shape in shapes:
        found = SHAPES[shape](verb, own) if shape in SHAPES else None
        if found is not None and found.pieces:
            return _apart(found, verb, source)
    return None


def _apart(found: Content, verb: Token, source: Token | None) -> Content:
    """The content without its own cue and source, where a piece runs over them: "which she plans to do"."""
    if not any(a <= verb.idx < b for a, b in found.pieces):
        return found
    left = min(verb.idx, source.left_edge.idx if source is not None and source.head.i == verb.i and source.i < verb.i else verb.idx)
    pieces = [(max(a, x), min(b, y)) for a, b in found.pieces for x, y in ((0, left), (end_of(verb), b)) if max(a, x) < min(b, y)]
    tidy = [trimmed(t for t in verb.doc if a <= t.idx < b) for a, b in pieces]
    return replace(found, pieces=tuple(p for p in tidy if p is not None))
