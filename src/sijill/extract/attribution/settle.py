"""Where two attributions claim the same words: which of them has them.

In: the attributions of a page, each as read by itself. Out: the same, with contents that stop where another one of the same speaker
begins: "said that it fell, adding that nobody fled".
"""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Token

from sijill.extract.attribution.extent import DASHES
from sijill.extract.attribution.record import Attribution
from sijill.extract.phrases import SUBJECTS, Stretch, end_of

#: What opens a clause in which the reporter lets the same source say something else.
TURNS = frozenset({"though", "although", "while", "but", "as"})


def settled(found: list[Attribution]) -> list[Attribution]:
    """The attributions, contents cut where a later one of the same speaker takes the word."""
    found = [a for a in found if a.source is not None or a.entry.pos != "noun" or not any(b.holds(*a.cue) for b in found)]
    apart = [_behind(a, [b for b in found if b is not a and a.holds(*b.cue) and b.holds(*a.cue) and b.cue < a.cue]) for a in found]
    return [_until(a, [b for b in apart if b is not a and a.holds(*b.cue)]) for a in apart]


def _behind(later: Attribution, earlier: list[Attribution]) -> Attribution:
    """Of two that hold each other's cue ("he said it fell, the footage showed") the later one has what stands behind the earlier cue."""
    if not earlier or later.quoted:
        return later
    at = max(b.cue[1] for b in earlier)
    pieces = tuple((max(a, at), b) for a, b in later.contents if b > at)
    return replace(later, contents=pieces) if pieces else later


def _until(outer: Attribution, inner: list[Attribution]) -> Attribution:
    for other in inner:
        spoken = other.shape in ("clause", "quote", "object_infinitive", "infinitive") or other.verb.tag_ == "VBG"
        if outer.quoted or not spoken:
            continue
        at = _begins(other, outer)
        if at is not None:
            pieces = tuple(p for p in (_cut(p, at) for p in outer.contents) if p is not None)
            outer = replace(outer, contents=pieces) if pieces else outer
    return outer


def _begins(inner: Attribution, outer: Attribution) -> int | None:
    """The offset at which the clause of `inner` leaves the content of `outer`, or None where it belongs to it."""
    verb = inner.verb
    first = verb.left_edge
    before = verb.doc[first.i - 1] if first.i else None
    if before is not None and before.lower_ in ("and", "but") and _goes_on(verb, outer):
        return int(before.idx)
    if _turns_to(inner, first, before, outer):
        return int(before.nbor(-1).idx) if before is not None else None
    if inner.entry.always and before is not None and first.i > outer.verb.i and _unstopped(before, first):
        return int(first.idx)
    if inner.entry.always and (aside := _aside(verb, outer)) is not None:
        return aside
    if before is None or before.text != "," or first.i <= outer.verb.i:
        return None
    own = next((c for c in verb.lefts if c.dep_ in SUBJECTS), None)
    gerund = verb.tag_ == "VBG" and verb.dep_ == "advcl" and own is None
    added = verb.dep_ == "relcl" and own is not None and own.lower_ in SPEAKERS and inner.entry.always
    turn = verb.dep_ == "advcl" and own is not None and own.pos_ == "PRON" and any(c.lower_ in TURNS for c in verb.lefts)
    return end_of(before) - 1 if gerund or turn or added else None


def _unstopped(before: Token, first: Token) -> bool:
    """ "… of the centres The ministry said …": a sentence that begins with a capital, where the text lost the full stop."""
    return before.is_alpha and before.is_lower and first.is_title and first.pos_ in ("DET", "PRON", "ADP")


def _aside(verb: Token, outer: Attribution) -> int | None:
    """ "…, amounting to what the envoy said was a siege", "… -- a raid the envoy said was planned": where the phrase begins that the cue stands in."""
    word = verb
    while (word.dep_ in ("pcomp", "prep", "pobj") or (word.dep_ == "ccomp" and word.head.dep_ == "advcl")) and word.head.i < word.i:
        word = word.head
    if word.dep_ == "relcl":
        word = word.head
    before = word.left_edge.nbor(-1) if word.left_edge.i else None
    if word is verb or before is None or word.left_edge.i <= outer.verb.i:
        return None
    phrase = word.tag_ == "VBG" or word.dep_ == "advmod"
    return int(before.idx) if (before.text == "," and phrase) or (before.text in DASHES and word.pos_ != "PRON") else None


def _turns_to(inner: Attribution, first: Token, before: Token | None, outer: Attribution) -> bool:
    """ "said it would help, and she urged the others to follow": a clause with a cue of its own, tied by a comma and "and"."""
    verb = inner.verb
    if before is None or before.lower_ not in ("and", "but") or before.i < 2 or before.nbor(-1).text != "," or outer.verb.tag_ not in PAST:
        return False
    own = next((c for c in verb.lefts if c.dep_ in SUBJECTS), None)
    if verb.dep_ != "conj" or own is None:
        return False
    plain = verb.tag_ in PAST and not any(c.dep_ == "auxpass" or c.tag_ == "MD" for c in verb.lefts)
    return inner.quoted or (plain and (own.lower_ in SPEAKERS or (inner.entry.always and own.pos_ in ("NOUN", "PROPN"))))


PAST = frozenset({"VBD", "VBZ", "VBN", "VBP"})


#: Pronouns by which a report goes on with whoever spoke.
SPEAKERS = frozenset({"he", "she", "they"})


def _goes_on(verb: Token, outer: Attribution) -> bool:
    """ "said it was firm and warned of worse": a second cue in the tense of the first, without a subject, of the same speaker."""
    head, alone = verb.head, not any(c.dep_ in (*SUBJECTS, "aux", "auxpass") for c in verb.lefts)
    if verb.dep_ != "conj" or verb.tag_ != outer.verb.tag_ or verb.tag_ not in ("VBD", "VBZ") or not alone:
        return False
    return bool(head.head.i == outer.verb.i and (head.tag_ == "VBN" or head.lemma_ == "be" or any(c.dep_ in ("aux", "auxpass") for c in head.children)))


def _cut(piece: Stretch, at: int) -> Stretch | None:
    a, b = piece
    return (a, at) if a < at < b else piece if b <= at else None
