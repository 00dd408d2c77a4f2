"""How far a cue and a source reach, after PolNeAR's guidelines (Newell et al. 2018): a cue with its auxiliaries, negation and adverbs;
a source with its appositions and relative clauses.
"""

from __future__ import annotations

from functools import lru_cache

from spacy.tokens import Span, Token

from sijill.extract.phrases import Stretch, end_of
from sijill.lexicon import load

WITH_CUE = frozenset({"aux", "auxpass", "neg", "prt"})
LONGEST_SOURCE = 40


def cue_stretch(span: Span, *, takes_preposition: bool = False) -> Stretch:
    """From the first auxiliary or adverb before the cue to its particle, as far as they stand in one run."""
    doc, verb = span.doc, span[0] if len(span) > 1 else span.root
    governed = {c.i for c in verb.children if c.dep_ in WITH_CUE or (c.dep_ == "advmod" and c.pos_ == "ADV")}
    if verb.pos_ == "ADJ":
        governed |= {verb.head.i, *(c.i for c in verb.head.children if c.dep_ in WITH_CUE or c.dep_ == "advmod")}
    first, last = span.start, span.end - 1
    while first - 1 in governed and first > 0:
        first -= 1
    while last + 1 in governed and last + 1 < len(doc):
        last += 1
    behind = doc[last + 1] if last + 1 < len(doc) else None
    if takes_preposition and behind is not None and behind.dep_ in ("prep", "dative") and behind.head.i == verb.i and behind.lower_ in JOINED:
        last += 1
    first = _led_to(verb, first)
    return int(doc[first].idx), end_of(doc[last])


#: Prepositions that belong to the cue where what follows them is the content: "worried about", "pointed to".
JOINED = frozenset({"for", "about", "against", "to", "with", "over", "as", "on", "from", "into", "behind"})


def _led_to(verb: Token, first: int) -> int:
    """ "refused to say", "went on to explain": the cue begins with the verb that leads to it."""
    up = verb.head
    close = verb.dep_ == "xcomp" and up.pos_ == "VERB" and up.i < verb.i <= up.i + 4 and not any(c.dep_ == "dobj" for c in up.children)
    if not close or up.lemma_.lower() not in leading():
        return first
    at = min(first, int(up.i))
    governed = {c.i for c in up.children if c.dep_ in WITH_CUE or (c.dep_ == "advmod" and c.pos_ == "ADV")}
    while at - 1 in governed:
        at -= 1
    return at


@lru_cache(maxsize=1)
def leading() -> frozenset[str]:
    """Verbs that lead to a cue without being one."""
    return load().words_for("leads_to_cue")


def source_stretch(head: Token, core: Stretch, cue: Stretch, contents: tuple[Stretch, ...]) -> Stretch:
    """The noun phrase with all that hangs on it, short of the cue and of what is said."""
    barred = [cue, *contents]
    relative = _relative(head, cue)
    if relative is not None:
        return int(relative.idx), end_of(relative)
    cut = {t.i for c in head.children if _added(c) for t in c.subtree}
    tokens = [t for t in head.subtree if t.i not in cut and t.dep_ != "case" and not any(a < end_of(t) and t.idx < b for a, b in barred)]
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


def _relative(head: Token, cue: Stretch) -> Token | None:
    """ "the mayor, who said": the pronoun that speaks in the clause of the cue."""
    for child in head.children:
        if child.dep_ == "relcl":
            for token in child.subtree:
                if token.tag_ in ("WP", "WDT") and token.dep_ in ("nsubj", "nsubjpass") and token.idx < cue[0] <= child.right_edge.idx:
                    return token
    return None


def _added(child: Token) -> bool:
    """What is added behind a comma and names nobody: ", who had left", ", speaking in Geneva"."""
    first = child.left_edge
    return child.dep_ in ("relcl", "acl", "advcl", "prep") and first.i > 0 and first.nbor(-1).text == ","
