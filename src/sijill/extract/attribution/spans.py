"""How far a cue and a source reach, after PolNeAR's guidelines (Newell et al. 2018): a cue with its auxiliaries, negation and adverbs;
a source with its appositions and relative clauses.
"""

from __future__ import annotations

from spacy.tokens import Span, Token

from sijill.extract.phrases import Stretch, end_of

WITH_CUE = frozenset({"aux", "auxpass", "neg", "prt"})
LONGEST_SOURCE = 40


def cue_stretch(span: Span) -> Stretch:
    """From the first auxiliary or adverb before the cue to its particle, as far as they stand in one run."""
    doc, verb = span.doc, span[0] if len(span) > 1 else span.root
    governed = {c.i for c in verb.children if c.dep_ in WITH_CUE or (c.dep_ == "advmod" and c.pos_ == "ADV")}
    if verb.pos_ == "ADJ":
        governed |= {verb.head.i, *(c.i for c in verb.head.children if c.dep_ in WITH_CUE or c.dep_ == "advmod")}
    if verb.dep_ == "xcomp" and verb.head.i == verb.i - 2:
        pass
    first, last = span.start, span.end - 1
    while first - 1 in governed and first > 0:
        first -= 1
    while last + 1 in governed and last + 1 < len(doc):
        last += 1
    return int(doc[first].idx), end_of(doc[last])


def source_stretch(head: Token, core: Stretch, cue: Stretch, contents: tuple[Stretch, ...]) -> Stretch:
    """The noun phrase with all that hangs on it, short of the cue and of what is said."""
    barred = [cue, *contents]
    tokens = [t for t in head.subtree if not any(a < end_of(t) and t.idx < b for a, b in barred)]
    at = next((n for n, t in enumerate(tokens) if t.i == head.i), None)
    if at is None or len(tokens) > LONGEST_SOURCE:
        return core
    first = last = at
    while first and tokens[first].i - tokens[first - 1].i == 1:
        first -= 1
    while last + 1 < len(tokens) and tokens[last + 1].i - tokens[last].i == 1:
        last += 1
    while last > at and (tokens[last].is_punct or tokens[last].is_space or tokens[last].dep_ == "cc"):
        last -= 1
    while first < at and (tokens[first].is_punct or tokens[first].is_space):
        first += 1
    return min(core[0], tokens[first].idx), max(core[1], end_of(tokens[last]))
