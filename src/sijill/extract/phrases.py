"""Noun phrases and clauses of a parse, as stretches of characters.

All functions take tokens and give (start, end) in code points; punctuation and blanks at the ends are left out.
"""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Token

from sijill.extract.words import words_of

Stretch = tuple[int, int]

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass"})
#: What hangs on a noun without being part of its name.
LOOSE_ENDS = frozenset({"relcl", "appos", "acl", "punct", "cc", "conj", "advcl", "parataxis", "dep"})


def end_of(token: Token) -> int:
    """The offset behind the token."""
    return int(token.idx) + len(token.text)


def stretch(tokens: Iterable[Token]) -> Stretch | None:
    """From the first to the last token that is no punctuation or blank; None when there is none."""
    solid = [t for t in tokens if not t.is_space]
    solid.sort(key=lambda t: t.i)
    while solid and solid[0].is_punct and solid[0].text not in "[(":
        solid.pop(0)
    while solid and solid[-1].is_punct and solid[-1].text not in ")]":
        solid.pop()
    return (solid[0].idx, end_of(solid[-1])) if solid else None


def subtree(token: Token, *, without: Iterable[Token] = ()) -> list[Token]:
    """The token with all that hangs on it, the subtrees of `without` cut off."""
    cut = {t.i for other in without for t in other.subtree}
    return [t for t in token.subtree if t.i not in cut]


def core_phrase(head: Token) -> list[Token]:
    """The noun phrase of `head` without relative clauses, appositions and coordinated phrases."""
    doc, known = head.doc, words_of(head.doc).phrases
    bounds = known.get(head.i)
    if bounds is None:
        bounds = known[head.i] = _core_phrase(head)
    return [doc[i] for i in range(*bounds)]


def _core_phrase(head: Token) -> tuple[int, int]:
    ids = {head.i}
    for child in head.children:
        if child.dep_ in LOOSE_ENDS or (child.i > head.i and child.dep_ == "prep" and child.lower_ not in PREPOSITIONS):
            continue
        ids.update(t.i for t in child.subtree)
    return _joined(ids, head.i)


#: Prepositions that continue a name: "the ministry of health", "the envoy for Syria", "a doctor from Douma".
PREPOSITIONS = frozenset({"of", "for", "from", "in", "at", "with", "to"})


def _joined(ids: set[int], head: int) -> tuple[int, int]:
    """The unbroken run around the head, so that a stray attachment far off does not stretch the phrase."""
    first, end = head, head + 1
    while first - 1 in ids:
        first -= 1
    while end in ids:
        end += 1
    return first, end


def subject_of(verb: Token) -> Token | None:
    """The subject of a verb; of a verb without its own, that of the verb it hangs on. None when there is none."""
    for _ in range(6):
        own = [c for c in verb.children if c.dep_ in SUBJECTS or c.dep_ == "expl"]
        if own:
            return behind_place(_antecedent(verb, own[0]))
        if verb.dep_ in ("acl", "relcl") and (verb.head.pos_ in ("NOUN", "PROPN", "PRON") or verb.head.lower_ == "one"):
            return verb.head
        if verb.dep_ not in ("conj", "advcl", "xcomp", "pcomp", "prep", "aux", "acl", "ccomp", "parataxis", "dep"):
            return None
        if verb.dep_ == "ccomp" and verb.tag_ not in ("VBG", "VBN", "VB"):
            return None
        verb = verb.head
    return None


PLACES = frozenset({"GPE", "LOC", "FAC"})


def behind_place(subject: Token) -> Token:
    """ "In Hilltown, North province, two men were shot": the subject that the parse hangs on the place before it; else the subject itself."""
    if subject.pos_ != "PROPN" or subject.i == 0 or subject.left_edge.i == 0 or subject.left_edge.nbor(-1).text != ",":
        return subject
    if subject.ent_type_ == "PERSON" or (subject.ent_type_ not in PLACES and any(c.dep_ == "compound" and c.pos_ == "PROPN" for c in subject.lefts)):
        return subject
    for child in subject.children:
        counted = any(c.dep_ == "nummod" or c.lower_ in ("a", "an", "one", "several") for c in child.children)
        if child.dep_ in ("appos", "nmod") and child.pos_ in ("NOUN", "ADJ") and child.i > subject.i and counted and subject.nbor(1).text == ",":
            return child
    return subject


def _antecedent(verb: Token, subject: Token) -> Token:
    relative = subject.tag_ in ("WP", "WDT") or (subject.lower_ == "that" and subject.pos_ == "PRON")
    return verb.head if relative and verb.dep_ == "relcl" else subject


def is_passive(verb: Token) -> bool:
    """True when the verb's subject suffers what it says."""
    return any(c.dep_ in ("nsubjpass", "auxpass") for c in verb.children)


def agent_of(verb: Token) -> Token | None:
    """Who does it in a passive: the noun behind "by"."""
    for child in verb.children:
        if child.dep_ == "agent" or (child.dep_ == "prep" and child.lower_ == "by"):
            return next((c for c in child.children if c.dep_ == "pobj"), None)
    return None


def objects_of(verb: Token) -> list[Token]:
    """Direct objects, coordinated ones included."""
    direct = [c for c in verb.children if c.dep_ in ("dobj", "obj")]
    return [o for d in direct for o in (d, *d.conjuncts)]


def pobj(preposition: Token) -> Token | None:
    """The noun that a preposition governs."""
    return next((c for c in preposition.children if c.dep_ == "pobj"), None)


def clause_of(token: Token) -> Token:
    """The verb of the smallest clause that holds the token (or the sentence's root)."""
    while token.dep_ != "ROOT" and token.pos_ not in ("VERB", "AUX"):
        token = token.head
    return token
