"""What a cue attributes: a clause, an infinitive, a noun phrase, or the rest of the sentence.

In: the cue's verb and entry. Out: stretches of characters, or nothing. Quotations are added by `quoted`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from spacy.tokens import Token

from sijill.extract.phrases import SUBJECTS, Stretch, core_phrase, end_of, objects_of, pobj, stretch, subtree
from sijill.lexicon import Cue

Shape = Callable[[Token, list[Token]], list[Stretch]]
CLAUSES = frozenset({"ccomp", "csubj"})
#: What stands beside a clause without being part of what is said.
FREE = frozenset({"advcl", "npadvmod"})
PREPOSITIONAL = {"of": "of", "for": "for", "on": "on", "to": "to", "as": "as", "about": "of", "against": "of"}


def content_of(verb: Token, entry: Cue, source: Token | None) -> list[Stretch]:
    """The stretches that hang on the verb as its content, in the first shape of `entry.takes` that is found."""
    own = [verb, *([source] if source is not None else [])]
    if "clause" in entry.takes and source is not None and verb.i < source.left_edge.i <= verb.i + 1:
        found = _inverted(verb, own)
        if found:
            return found
    for shape in ("clause", "infinitive", "gerund", "as", "nominal", "of", "for", "on", "to", "complement"):
        if shape in entry.takes:
            found = SHAPES[shape](verb, own)
            if found:
                return found
    return _inverted(verb, own) if "clause" in entry.takes else []


def _clause(verb: Token, own: list[Token]) -> list[Stretch]:
    """The clause said; where the parse cuts it in two behind the cue, both."""
    found: list[Stretch] = []
    for child in verb.children:
        if child.dep_ in CLAUSES and child.pos_ in CLAUSE_HEADS:
            piece = _trim(subtree(child, without=[t for t in own if t.i != child.i and not _above(t, child)]))
            joined = found and piece and found[-1][0] > verb.idx and piece[0][0] - found[-1][1] < 4
            if joined:
                found = [(found[-1][0], piece[0][1])]
            elif not found:
                found = piece
    return found


CLAUSE_HEADS = frozenset({"VERB", "AUX", "ADJ", "NOUN", "PROPN", "ADV", "NUM", "PRON", "ADP"})


def _above(token: Token, child: Token) -> bool:
    return bool(token.is_ancestor(child))


def _trim(tokens: Iterable[Token]) -> list[Stretch]:
    solid = sorted(tokens, key=lambda t: t.i)
    while solid and (solid[0].is_punct or solid[0].is_space):
        solid.pop(0)
    found = stretch(solid)
    return [found] if found else []


def _infinitive(verb: Token, own: list[Token]) -> list[Stretch]:
    for child in verb.children:
        if child.dep_ in ("xcomp", "ccomp", "advcl") and child.i > verb.i and child.tag_ == "VB":
            if any(c.tag_ == "TO" for c in child.children):
                people = [c for c in child.children if c.dep_ in SUBJECTS]
                return _trim(subtree(child, without=people))
    return []


def _gerund(verb: Token, own: list[Token]) -> list[Stretch]:
    found = [c for c in verb.children if c.dep_ in ("xcomp", "ccomp", "pcomp") and c.tag_ == "VBG" and c.i > verb.i]
    return _trim(found[0].subtree) if found else []


def _nominal(verb: Token, own: list[Token]) -> list[Stretch]:
    found = [c for c in verb.children if c.dep_ in ("dobj", "nsubjpass") and c.i != (own[1].i if own[1:] else -1)]
    return _trim(_bound(found[0])) if found else []


def _as(verb: Token, own: list[Token]) -> list[Stretch]:
    thing = next((c for c in verb.children if c.dep_ == "dobj"), None)
    role = next((t for t in verb.subtree if t.lower_ == "as" and t.dep_ == "prep" and t.i > verb.i), None)
    return _trim([*thing.subtree, *role.subtree]) if thing is not None and role is not None else []


def _complement(verb: Token, own: list[Token]) -> list[Stretch]:
    """All that the cue governs behind it: "[accused] the army of shelling the town", "[called] the raid a crime"; in a passive its subject too."""
    if verb.pos_ == "ADP":
        inner = pobj(verb) or next((c for c in verb.children if c.dep_ == "pcomp"), None)
        return _trim(inner.subtree) if inner is not None else []
    parts = [c for c in verb.children if c.i > verb.i and _governed(c) and c.i not in {t.i for t in own}]
    if parts and parts[0].dep_ in ("prep", "dative") and parts[0].lower_ != "of" and parts[0].i - verb.i <= 2:
        return [piece for c in parts[0].children if c.dep_ in ("pobj", "pcomp") for piece in _trim(_bound(c))]
    tokens = [t for c in parts for t in _bound(c)]
    passive = [c for c in verb.children if c.dep_ == "nsubjpass" and c.i not in {t.i for t in own}]
    return [*(piece for c in passive for piece in _trim(c.subtree)), *(_trim(tokens) if tokens else [])]


def _bound(noun: Token) -> list[Token]:
    """The phrase without what is only added behind a comma: ", who is 70"."""
    added = [c for c in noun.children if c.dep_ in ("relcl", "acl", "advcl") and c.left_edge.i > 0 and c.left_edge.nbor(-1).text == "," and c.i > noun.i]
    return subtree(noun, without=added)


GOVERNED = frozenset({"dobj", "ccomp", "xcomp", "oprd", "attr", "acomp", "pcomp"})
#: Prepositions that go on with what a cue governs; others say when and where it was said.
GOVERNING = frozenset({"of", "for", "as", "with", "to", "from", "about", "against", "over", "into", "behind", "between", "toward", "towards"})


def _governed(child: Token) -> bool:
    if child.dep_ in ("prep", "dative"):
        inner = pobj(child)
        return child.lower_ in GOVERNING and (inner is None or inner.ent_type_ not in ("DATE", "TIME"))
    return child.dep_ in GOVERNED


def _prepositional(word: str) -> Shape:
    def read(verb: Token, own: list[Token]) -> list[Stretch]:
        for child in (*verb.children, *(c for o in objects_of(verb) for c in o.children)):
            if child.dep_ in ("prep", "dative") and PREPOSITIONAL.get(child.lower_) == word and child.i > verb.i:
                inner = pobj(child) or next((c for c in child.children if c.dep_ == "pcomp"), None)
                if inner is not None:
                    return _trim(inner.subtree)
        return []

    return read


def _inverted(verb: Token, own: list[Token]) -> list[Stretch]:
    """The rest of the sentence, when the cue is set off by a comma: "…, the monitor said", "…, it said, without giving details"."""
    sentence = verb.sent
    first = min([verb.i, *(t.left_edge.i for t in own[1:])])
    before = [t for t in sentence if t.i < first]
    comma = next((t for t in reversed(before) if not t.is_space), None)
    if comma is None or comma.text not in SET_OFF or len(before) < 4 or not any(t.pos_ in ("VERB", "AUX") for t in before):
        return []
    last = max([verb.i, *(_last_of_phrase(t) for t in own[1:])])
    return _trim(before) + _contrast(sentence, last)


SET_OFF = frozenset({",", "”", '"', "’", "—", "-", "–"})
#: What goes on with what is said, behind the cue: "…, said the monitor, although it could not tell …".
GOES_ON = frozenset({"although", "but", "though", "and", "while"})


def _last_of_phrase(source: Token) -> int:
    return int(max(t.i for t in core_phrase(source)))


def _contrast(sentence: Iterable[Token], last: int) -> list[Stretch]:
    rest = [t for t in sentence if t.i > last and not t.is_space]
    while rest and rest[0].is_punct:
        rest.pop(0)
    return _trim(rest[1:]) if len(rest) > 4 and rest[0].lower_ in GOES_ON else []


def rest_of_clause(preposition: Token, phrase: Stretch) -> list[Stretch]:
    """What "according to X" covers: its clause without the phrase itself, up to the next clause of its own."""
    sentence = preposition.sent
    before = [t for t in sentence if end_of(t) <= phrase[0]]
    after = [t for t in sentence if t.idx >= phrase[1]]
    if sum(not t.is_punct and not t.is_space for t in before) >= 2:
        return _trim(before)
    return _trim(after)


SHAPES: dict[str, Shape] = {
    "clause": _clause, "infinitive": _infinitive, "gerund": _gerund, "nominal": _nominal, "as": _as,
    "of": _prepositional("of"), "for": _prepositional("for"), "on": _prepositional("on"), "to": _prepositional("to"), "complement": _complement,
}
