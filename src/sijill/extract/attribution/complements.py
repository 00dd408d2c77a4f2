"""What a cue governs short of a clause: an infinitive, a noun phrase, a phrase behind a preposition, a subject that suffers it.

In: the cue's verb, with the head of its source. Out: the content, or None.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from spacy.tokens import Token

from sijill.extract.attribution.shape import OBJECTS, Content, content
from sijill.extract.phrases import SUBJECTS, pobj, stretch, subtree

Reader = Callable[[Token, list[Token]], Content | None]
#: Prepositions that go on with an object of praise or blame: "criticised him for it", "compared it to a war".
CARRIED = frozenset({"for", "as", "to", "with", "from", "over", "into", "against", "of", "by", "out", "behind", "about", "between", "among", "like"})


def _is_infinitive(token: Token) -> bool:
    return token.tag_ == "VB" and any(c.tag_ == "TO" for c in token.children)


def _infinitive(verb: Token, own: list[Token]) -> Content | None:
    for child in verb.rights:
        if child.dep_ in ("xcomp", "ccomp", "advcl") and _is_infinitive(child):
            people = [c for c in child.children if c.dep_ in SUBJECTS]
            return content("infinitive", _unadded([*subtree(child, without=people), *_more_infinitives(verb, child)]))
    return None


def _unadded(tokens: list[Token]) -> list[Token]:
    """The infinitive without a clause behind a comma that only adds something: "wants to close the road, which is old"."""
    for token in tokens:
        first = token.left_edge.i
        if token.dep_ == "relcl" and first > tokens[0].i and token.doc[first - 1].text == "," and token.right_edge.i >= tokens[-1].i:
            return [t for t in tokens if t.i < first]
    return tokens


def _more_infinitives(verb: Token, first: Token) -> list[Token]:
    """ "agreed to share a coin and rely on each other": a bare infinitive that the parse hangs beside the cue."""
    if verb.tag_ in ("VB", "VBP"):
        return []
    beside = [*verb.rights, *(c for c in verb.head.rights if any(g.dep_ == "cc" for g in verb.rights))]
    more = [c for c in beside if c.dep_ in ("conj", "dep") and c.i > first.i and _bare_verb(c)]
    return [t for c in more for t in c.subtree]


def _bare_verb(token: Token) -> bool:
    """A verb in its base form, without subject or auxiliary."""
    plain = token.tag_ == "VB" or (token.tag_ == "VBP" and token.lower_ == token.lemma_)
    return plain and not any(c.dep_ in (*SUBJECTS, "aux") and c.i < token.i for c in token.children)


def _object_infinitive(verb: Token, own: list[Token]) -> Content | None:
    """ "urged the rebels to leave": the people belong to the content, and are whom it is addressed to."""
    for child in verb.rights:
        inside = [c for c in child.children if c.dep_ in SUBJECTS and c.i > verb.i]
        beside = [c for c in verb.rights if c.dep_ in (*OBJECTS, "dative") and c.i < child.i]
        beside += [n for c in verb.rights if c.dep_ in ("prep", "dative", "prt") and c.i < child.i for n in [pobj(c)] if n is not None]
        people = inside or beside
        if child.dep_ in ("xcomp", "ccomp", "advcl", "acl") and _is_infinitive(child) and people:
            lead = stretch(t for t in people[0].subtree if t.i < child.left_edge.i or inside)
            tokens = verb.doc[people[0].left_edge.i : child.right_edge.i + 1]
            return content("object_infinitive", tokens, lead=lead)
    for thing in [*(c for c in verb.rights if c.dep_ in OBJECTS), *(n for c in verb.rights if c.dep_ == "prep" for n in [pobj(c)] if n is not None)]:
        inner = next((c for c in thing.children if c.dep_ in ("acl", "relcl") and _is_infinitive(c)), None)
        if inner is not None:
            return content("object_infinitive", thing.subtree, lead=stretch(verb.doc[thing.left_edge.i : thing.i + 1]))
    return None


def _gerund(verb: Token, own: list[Token]) -> Content | None:
    found = [c for c in verb.rights if c.dep_ in ("xcomp", "ccomp", "pcomp") and c.tag_ == "VBG"]
    return content("gerund", found[0].subtree) if found else None


def _object(verb: Token) -> Token | None:
    return next((c for c in verb.rights if c.dep_ in OBJECTS), None)


def _nominal(verb: Token, own: list[Token]) -> Content | None:
    """The object with what the cue says of it; in a relative clause, whatever the clause tells of."""
    thing = _object(verb)
    if thing is None:
        return _told_of(verb)
    if thing.lower_.endswith(("self", "selves")):
        return None
    return content("nominal", restricted(verb.doc[thing.left_edge.i : _carried(verb, thing.right_edge.i) + 1], thing))


def _carried(verb: Token, last: int) -> int:
    """The end of the phrase with what the parse hangs on the verb though it goes on with its object."""
    for child in verb.rights:
        first = child.left_edge.i
        if child.i <= last:
            continue
        near = all(t.pos_ == "ADV" for t in verb.doc[last + 1 : first])
        phrase = near and child.dep_ in ("prep", "dative") and child.lower_ in CARRIED
        torn = first == last + 1 and child.dep_ in ("ccomp", "xcomp", "oprd", "acl", "conj")
        if phrase or torn:
            last = child.right_edge.i
    return int(last)


def governed(preposition: Token) -> Content | None:
    """ "wished for rain", "lashed out at the council": what the cue's own last word governs."""
    inner = pobj(preposition) or next((c for c in preposition.children if c.dep_ == "pcomp"), None)
    if inner is None:
        return None
    last = _carried(preposition.head, inner.right_edge.i)
    return content("nominal", restricted(preposition.doc[inner.left_edge.i : last + 1], inner))


def restricted(tokens: Iterable[Token], head: Token) -> list[Token]:
    """The phrase without a clause behind a comma that only adds something: "the plan, which costs much"."""
    kept = _without_next(list(tokens), head)
    for token in kept:
        loose = token.dep_ in ("relcl", "appos") and token.head.i < token.left_edge.i and token.left_edge.i > head.i
        marks = (",", "-", "–", "—", "―") if token.dep_ == "relcl" else ("-", "–", "—", "―", "--")
        if loose and token.doc[token.left_edge.i - 1].text in marks and token.right_edge.i >= kept[-1].i:
            return [t for t in kept if t.i < token.left_edge.i]
    return kept


def _without_next(tokens: list[Token], head: Token) -> list[Token]:
    """ "praised the plan and signed it": a finite verb that the parse ties to the noun goes on with the cue."""
    for token in tokens:
        verb = token.dep_ == "conj" and token.tag_ in ("VBD", "VBZ", "VBP") and token.i > head.i and token.head.pos_ not in ("VERB", "AUX")
        ties = [t.i for t in tokens if head.i < t.i < token.i and t.dep_ == "cc"] if verb else []
        if ties and ties[-1] >= token.left_edge.i - 3 and token.right_edge.i >= tokens[-1].i:
            return [t for t in tokens if t.i < ties[-1]]
    return tokens


def _told_of(verb: Token) -> Content | None:
    """ "the plan that the council opposes": the relative pronoun, or the noun before a clause without one."""
    pronoun = next((c for c in verb.lefts if c.dep_ in (*OBJECTS, "pobj") and c.tag_ in ("WDT", "WP")), None)
    if pronoun is not None:
        return content("nominal", [pronoun])
    if verb.dep_ == "relcl" and verb.head.i < verb.i and not any(c.tag_ in ("WDT", "WP") for c in verb.lefts):
        noun = verb.head
        return content("nominal", [t for t in noun.subtree if noun.left_edge.i <= t.i < verb.left_edge.i])
    return None


def _as(verb: Token, own: list[Token]) -> Content | None:
    thing = _object(verb)
    roles = [t for t in verb.subtree if t.lower_ == "as" and t.dep_ in ("prep", "mark") and t.i > verb.i]
    role = next((t for t in roles if t.head.i == verb.i), roles[0] if roles else None)
    gap = _gap(verb)
    if thing is None and gap and role is not None:
        return content("as", gap, [t for t in role.subtree if t.i > role.i], joins=[role] if role.i == verb.i + 1 else [])
    if thing is None or role is None or role.i < thing.i:
        return None
    return content("as", verb.doc[thing.left_edge.i : max(role.right_edge.i, role.head.right_edge.i if role.dep_ == "mark" else 0) + 1])


def _small(verb: Token, own: list[Token]) -> Content | None:
    """ "called the plan a disgrace": a thing, and what it is called."""
    parts = [c for c in verb.rights if c.dep_ in SMALL and c.ent_type_ not in ("DATE", "TIME")]
    clause = next((c for c in parts if c.dep_ in ("ccomp", "xcomp") and not _finite(c) and not _is_infinitive(c)), None)
    named = next((c for c in parts if c.dep_ in ("oprd", "acomp", "attr")), None)
    if clause is None and named is None and len(parts) < 2:
        return None
    if any(c.dep_ in ("ccomp", "xcomp") and c is not clause for c in parts):
        return None
    return content("small", _gap(verb), verb.doc[parts[0].left_edge.i : max(c.right_edge.i for c in parts) + 1])


def _gap(verb: Token) -> list[Token]:
    """ "the plan, which the mayor called a disgrace": the pronoun that stands for the thing."""
    return [c for c in verb.lefts if c.dep_ in OBJECTS and c.tag_ in ("WDT", "WP")]


SMALL = frozenset({"dobj", "oprd", "acomp", "attr", "ccomp", "xcomp", "dative", "npadvmod", "nsubj"})


def _finite(token: Token) -> bool:
    return token.tag_ in ("VBD", "VBZ", "VBP", "MD") or any(c.tag_ in ("VBD", "VBZ", "VBP", "MD") and c.dep_ in ("aux", "auxpass") for c in token.children)


def _object_and(word: str) -> Reader:
    """ "accused the captain of theft": whom, and of what."""
    def read(verb: Token, own: list[Token]) -> Content | None:
        thing = _object(verb) or next((c for c in verb.rights if c.dep_ == "dative"), None)
        if thing is None:
            return None
        role = next((t for t in (*verb.rights, *(thing.rights if word == "of" else ())) if t.dep_ == "prep" and t.lower_ == word and t.i > thing.i), None)
        return content("object_" + word, verb.doc[thing.left_edge.i : role.right_edge.i + 1]) if role is not None else None

    return read


def _prepositional(word: str) -> Reader:
    def read(verb: Token, own: list[Token]) -> Content | None:
        particle = next((c for c in verb.rights if c.dep_ == "prt"), verb)
        for child in verb.rights:
            mark = next((c for c in child.lefts if c.dep_ == "mark" and c.lower_ == word), None)
            if child.dep_ in ("advcl", "ccomp") and mark is not None and mark.i - particle.i == 1:
                return content(word, [t for t in child.subtree if t.i > mark.i], joins=[mark])
        for child in verb.rights:
            if child.dep_ in ("prep", "dative", "prt") and child.lower_ == word:
                inner = pobj(child) or next((c for c in child.children if c.dep_ == "pcomp"), None)
                if inner is not None:
                    near = child.i - particle.i <= 2
                    return content(word, inner.subtree, joins=[child] if near else [])
        return None

    return read


def _passive(verb: Token, own: list[Token]) -> Content | None:
    """ "the ship is expected to arrive": the subject, and the rest of what is said of it."""
    subject = next((c for c in verb.lefts if c.dep_ in ("nsubjpass", "nsubj")), None)
    if subject is None:
        return None
    of = next((c for c in verb.rights if c.dep_ == "prep" and c.lower_ in ("of", "for") and c.i == verb.i + 1), None)
    charge = next((c for c in of.children if c.dep_ in ("pobj", "pcomp")), None) if of is not None and verb.lemma_ in CHARGES else None
    if of is not None and charge is not None:
        return content("passive", subject.subtree, charge.subtree, joins=[of])
    rest = [c for c in verb.rights if c.dep_ in ("xcomp", "oprd", "ccomp", "acomp") or (c.dep_ == "prep" and c.lower_ in ("as", "of", "for"))]
    return content("passive", subject.subtree, rest[0].subtree if rest else [])


#: "was accused of theft": the preposition belongs to the cue.
CHARGES = frozenset({"accuse", "blame", "suspect", "convict"})


def _seeming(verb: Token, own: list[Token]) -> Content | None:
    rest = [c for c in verb.rights if c.dep_ in ("xcomp", "oprd", "ccomp", "acomp", "advcl")]
    subject = next((c for c in verb.lefts if c.dep_ in SUBJECTS), None)
    if subject is None or not rest:
        return None
    return content("seeming", subject.subtree if subject.dep_ != "expl" else [], rest[0].subtree)


COMPLEMENTS: dict[str, Reader] = {
    "infinitive": _infinitive, "object_infinitive": _object_infinitive, "gerund": _gerund, "nominal": _nominal,
    "as": _as, "small": _small, "passive": _passive, "seeming": _seeming, "object_of": _object_and("of"), "object_for": _object_and("for"),
    **{word: _prepositional(word) for word in ("about", "of", "for", "on", "to", "against", "with", "at", "over", "in")},
}
