"""How far a cue and a source reach, as PolNeAR marks them.

A cue is its verb with auxiliaries, negation, the adverbs beside it and its particle; a source the whole noun phrase with appositions
and relative clauses. Neither ever holds the other.
"""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Token

from sijill.extract.names import name_run
from sijill.extract.phrases import Stretch, end_of, stretch
from sijill.extract.words import sentence_of

#: No more words than this stand between a quotation's end and what the parse took for the beginning of the name behind it.
LONGEST_TEAR = 5
NAMING = frozenset({"PROPN", "NOUN", "ADJ"})
CLOSING = frozenset({"”", '"', "''", "»"})
GROUP = frozenset({"aux", "auxpass", "neg", "advmod"})
MARKS = frozenset({"“", "”", '"', "''", "``"})
DASHES = frozenset({"--", "—", "–", "―"})


def cue_extent(verb: Token, words: Iterable[Token], aspects: frozenset[str]) -> Stretch:
    """The verb's group with the cue's own words: "has also called for". `aspects` are verbs that only shade another's meaning."""
    ids = sorted({verb.i, *(t.i for t in words)})
    first = _first_of_group(verb, ids[0], aspects)
    last = ids[-1]
    for child in verb.rights:
        if child.dep_ in ("prt", "neg") and child.i <= last + 1:
            last = max(last, child.i)
    return verb.doc[first].idx, end_of(verb.doc[last])


def _first_of_group(verb: Token, first: int, aspects: frozenset[str]) -> int:
    start = sentence_of(verb).first
    while first > start and _belongs(verb.doc[first - 1], verb):
        first -= 1
    head = verb.head
    governs = verb.dep_ in ("xcomp", "pcomp") and head.i < first
    if governs and verb.dep_ == "pcomp":
        head = head.head if head.head.i < head.i else head
    if governs and head.lemma_.lower() in aspects and first - head.i <= 4 and head.pos_ in ("VERB", "AUX"):
        return _first_of_group(head, head.i, aspects)
    return first


def _belongs(token: Token, verb: Token) -> bool:
    """An auxiliary, a negation or an adverb of the verb, or an adverb of such an adverb."""
    if token.dep_ in ("advmod", "neg") and token.pos_ in ("ADV", "PART") and token.tag_ not in ("WRB",):
        return token.head.i == verb.i or token.head.dep_ in GROUP
    return token.head.i == verb.i and token.dep_ in ("aux", "auxpass")


def source_extent(head: Token, verb: Token) -> Stretch | None:
    """The whole noun phrase of `head`, up to the cue where the cue stands inside it."""
    left, right = _left_of_name(head, left_of(head)), head.right_edge.i
    if verb.i < head.i:
        left = max(left, verb.i + 1)
    elif head.is_ancestor(verb):
        right = min(right, verb.left_edge.i - 1)
        left = min(left, head.i)
    else:
        right = min(right, verb.i - 1)
    sentence = sentence_of(head)
    left, right = max(left, sentence.first), min(right, sentence.end - 1)
    if not left <= head.i <= right:
        return None
    while left < head.i and _shades(head.doc[left]):
        left += 1
    return stretch(_unquoted(head, _named(head, [t for t in head.doc[left : right + 1]])))


def _left_of_name(head: Token, left: int) -> int:
    """ "surgeon Amina al-Khatib": the beginning of a name that the parse breaks at its hyphen."""
    if head.pos_ != "PROPN" or left < head.i or left == 0 or head.nbor(-1).text != "-":
        return left
    return int(name_run(head)[0].left_edge.i)


def _shades(token: Token) -> bool:
    """ "even the mayor", but not "nearly eight in ten": an adverb before the phrase that says nothing of its number."""
    both = token.lower_ == "both" and token.nbor().pos_ != "NOUN"
    return both or (token.dep_ in ("advmod", "preconj") and token.tag_ in ("RB", "DT", "CC") and token.head.pos_ != "NUM")


def left_of(head: Token) -> int:
    """The first token of a source's phrase, with capitalised words before it that the parse tore from it, up to a closing quotation mark."""
    doc, first, start = head.doc, head.left_edge.i, sentence_of(head).first
    at = first
    while at > start and first - at < LONGEST_TEAR and doc[at - 1].is_alpha and (doc[at - 1].pos_ in NAMING or doc[at - 1].text[:1].isupper()):
        at -= 1
    return int(at if at > start and doc[at - 1].text in CLOSING else first)


def _named(head: Token, tokens: list[Token]) -> list[Token]:
    """The phrase up to what the source does while it speaks: "the mayor, speaking to farmers"."""
    end = _second_remark(head, tokens)
    for token in tokens:
        if _put_in(head, token):
            return [t for t in tokens if t.i < token.i]
        if token.i > head.i and (token.text == ":" or token.i == end or (head.pos_ == "PROPN" and token.lower_ == "like" and token.nbor(-1).text == ",")):
            return [t for t in tokens if t.i < token.i]
        first = token.left_edge
        doing = token.dep_ in ("acl", "advcl") and token.tag_ == "VBG" and first.i > head.i
        if doing and first.i - 1 > tokens[0].i and token.doc[first.i - 1].text == ",":
            return [t for t in tokens if t.i < first.i - 1]
    return tokens


def _put_in(head: Token, token: Token) -> bool:
    """ "Haddad (a view that many share)", "the film — which tells of the war —": a sentence of the report's own that is put in behind the name."""
    if token.i <= head.i:
        return False
    if token.text == "(":
        inside = token.doc[token.i + 1 : token.i + 12]
        end = next((t.i for t in inside if t.text == ")"), token.i)
        return any(t.pos_ == "VERB" for t in token.doc[token.i : end])
    return token.text in DASHES and token.i + 1 < len(token.doc) and token.nbor().lower_ == "which"


def _second_remark(head: Token, tokens: list[Token]) -> int | None:
    """ "Lina Haddad, head of the union, which is new, said": where a second remark begins, on what the first one names."""
    added = [t for t in tokens if t.dep_ in ("appos", "relcl") and t.left_edge.i > head.i and t.left_edge.nbor(-1).text == ","]
    added = sorted((t for t in added if t.pos_ != "NUM"), key=lambda t: t.left_edge.i)
    if len(added) < 2 or added[0].dep_ != "appos":
        return None
    first = added[1].left_edge
    return int(first.i) if first.lower_ in ("which", "a", "an", "one") else None


def _unquoted(head: Token, tokens: list[Token]) -> list[Token]:
    """Cut at a quotation mark that a stray attachment leaps over."""
    marks = [t.i for t in tokens if t.text in MARKS and t.tag_ != "POS"]
    if len(marks) % 2 == 0:
        return tokens
    left = max([m for m in marks if m < head.i], default=-1)
    right = min([m for m in marks if m > head.i], default=len(head.doc))
    return [t for t in tokens if left < t.i < right]
