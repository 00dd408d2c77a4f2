"""What a cue attributes: a clause, an infinitive, a noun phrase, or the rest of the sentence.

In: the cue's verb and the shapes that its lexicon entries take. Out: stretches of characters with the words that join the cue
("called *for*"), or nothing. A clause keeps its "that". Quotations are added by `quoted`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from spacy.tokens import Token

from sijill.extract.phrases import SUBJECTS, Stretch, end_of, pobj, stretch, subtree

CLAUSES = frozenset({"ccomp", "csubj"})
CLAUSE_HEADS = frozenset({"VERB", "AUX", "ADJ", "NOUN", "PROPN", "ADV", "NUM", "PRON", "ADP"})
OBJECTS = frozenset({"dobj", "obj"})
#: What goes on with what is said, behind the cue: "…, said the monitor, although it could not tell …".
GOES_ON = frozenset({"although", "but", "though", "and", "while"})
SET_OFF = frozenset({",", "”", '"', "’", "—", "-", "–", "''", "--"})
#: Prepositions that go on with an object of praise or blame: "criticised him for it", "compared it to a war".
CARRIED = frozenset({"for", "as", "to", "with", "from", "over", "into", "against"})


@dataclass(frozen=True)
class Content:
    """Pieces in text order; `joins` are words that become part of the cue; `lead` the stretch of who is asked to do it."""

    shape: str
    pieces: tuple[Stretch, ...]
    joins: tuple[Token, ...] = ()
    lead: Stretch | None = None


Reader = Callable[[Token, list[Token]], Content | None]


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


def _of(shape: str, *token_lists: Iterable[Token], joins: Iterable[Token] = (), lead: Stretch | None = None) -> Content | None:
    pieces = [p for p in (trimmed(tokens) for tokens in token_lists) if p is not None]
    return Content(shape, tuple(pieces), tuple(joins), lead) if pieces else None


def trimmed(tokens: Iterable[Token]) -> Stretch | None:
    """The stretch of the tokens, marks and blanks at its ends left out."""
    return stretch(tokens)


# -- clauses -----------------------------------------------------------------------------------------------------------

def _clause(verb: Token, own: list[Token]) -> Content | None:
    """The clause said, before or behind the cue; around it, both parts."""
    heads = [c for c in verb.children if c.dep_ in CLAUSES and c.pos_ in CLAUSE_HEADS]
    behind = [c for c in heads if c.i > verb.i]
    before = [c for c in heads if c.i < verb.i]
    if behind and not (_is_inverted(verb, own) and (before or verb.doc[_end_of_cue(verb, own) + 1].text == ",")):
        return _behind(verb, own, behind)
    return _told_clause(verb) or _as_said(verb) or inverted(verb, own) or (_behind(verb, own, behind) if behind else None)


def _told_clause(verb: Token) -> Content | None:
    """ "told the farmers that few were safe": a clause that the parse hangs on the listener."""
    if verb.lemma_ not in TOLD:
        return None
    for thing in (c for c in verb.rights if c.dep_ in (*OBJECTS, "dative")):
        for clause in thing.subtree:
            that = next((c for c in clause.lefts if c.lower_ == "that"), None)
            if clause.dep_ in ("relcl", "acl", "ccomp") and that is not None and any(c.dep_ in SUBJECTS and c is not that for c in clause.lefts):
                return _of("clause", [t for t in clause.subtree if t.i >= that.i])
    return None


def _as_said(verb: Token) -> Content | None:
    """ "The bridge, as the mayor pointed out, is old": what the clause with "as" stands in."""
    if verb.dep_ != "advcl" or not any(c.lower_ == "as" and c.dep_ in ("mark", "advmod") for c in verb.lefts):
        return None
    if any(c.dep_ in (*OBJECTS, *CLAUSES, "xcomp") for c in verb.rights):
        return None
    first, last = verb.left_edge.i, verb.right_edge.i
    around = [t for t in verb.head.subtree if not first <= t.i <= last]
    return _of("clause", [t for t in around if t.i < first], [t for t in around if t.i > last])


def _end_of_cue(verb: Token, own: list[Token]) -> int:
    """The last token of cue and source, wherever the source stands."""
    last = max([verb.i, *(_last_of(t) for t in own[1:] if not t.is_ancestor(verb))])
    return min(last, len(verb.doc) - 2)


def _behind(verb: Token, own: list[Token], heads: list[Token]) -> Content | None:
    """From the first clause's beginning to the last one's end: a parse often cuts one in two."""
    tokens = [t for h in heads for t in subtree(h, without=[o for o in own if not o.is_ancestor(h)])]
    right = [t for t in tokens if t.i > verb.i]
    if not right:
        return None
    first, last = min(t.i for t in right), max(t.i for t in right)
    last = _onward(verb, _cut_short(heads[0], last))
    before = verb.doc[first - 1]
    if before.i > verb.i and before.lower_ in ("that", "whether", "if"):
        first -= 1
    return _of("clause", _gap(verb, tokens), verb.doc[first : last + 1])


def _gap(verb: Token, tokens: list[Token]) -> list[Token]:
    """ "the ship that experts say sank", "the money experts say it costs": what the clause lacks stands before the cue."""
    if verb.dep_ != "relcl" or verb.head.i > verb.i:
        return []
    pronouns = [t for t in tokens if t.i < verb.i and t.tag_ in ("WDT", "WP")]
    own = [t for c in verb.lefts for t in c.subtree if t.tag_ in ("WDT", "WP", "WRB")]
    if pronouns or own:
        return pronouns
    return [t for t in verb.head.subtree if verb.head.left_edge.i <= t.i < verb.left_edge.i]


def _onward(verb: Token, last: int) -> int:
    """Where the clause really ends: past a second clause that the parse hangs beside the cue, and past a colon."""
    for child in verb.rights:
        if child.i <= last:
            continue
        if child.dep_ in ("conj", "ccomp", "parataxis") and (_and_that(child, last) or _owns_subject(child, verb)):
            last = child.right_edge.i
    end = verb.sent.end - 1
    if last < end and verb.doc[last + 1].text in (":", ";"):
        return int(end)
    return int(last)


def _cut_short(head: Token, last: int) -> int:
    """ "said it would stop the sale and warned of worse": a finite verb beside one with an auxiliary goes with the cue."""
    modal = any(c.tag_ == "MD" for c in head.lefts)
    for child in head.rights:
        finite = child.tag_ in ("VBD", "VBZ", "VBP") and not any(c.dep_ in ("aux", "auxpass", *SUBJECTS) for c in child.lefts)
        if modal and child.dep_ == "conj" and finite:
            comes = [c.i for c in head.rights if c.dep_ in ("cc", "punct") and c.i < child.i]
            return (comes[-1] if comes else child.left_edge.i) - 1
    return last


def _owns_subject(child: Token, verb: Token) -> bool:
    """ "claims that it fell but nobody fled": a clause beside the cue with a subject of its own that says nothing is still said."""
    subject = next((c for c in child.lefts if c.dep_ in SUBJECTS or c.dep_ == "expl"), None)
    if subject is None and any(c.tag_ == "MD" for c in child.lefts) and not any(c.tag_ == "MD" for c in verb.lefts):
        return True
    spoken = any(c.dep_ == "ccomp" for c in child.children)
    return subject is not None and not spoken and child.left_edge.i - 1 > verb.i


def _and_that(child: Token, last: int) -> bool:
    """ "said it fell and that nobody fled": a second clause that the parse hangs beside the cue."""
    return child.dep_ == "conj" and child.i > last and any(c.dep_ == "mark" and c.lower_ == "that" for c in child.children)


def _is_inverted(verb: Token, own: list[Token]) -> bool:
    first = min([verb.i, *(t.left_edge.i for t in own[1:])])
    mark = verb.doc[first - 1] if first else None
    return mark is not None and mark.text in SET_OFF


def inverted(verb: Token, own: list[Token]) -> Content | None:
    """The rest of the sentence, when the cue is set off by a comma: "…, the monitor said", "…, it said, without giving details"."""
    sentence = verb.sent
    first = min([verb.i, *(t.left_edge.i for t in own[1:] if not t.is_ancestor(verb)), *(c.i for c in verb.lefts if c.dep_ in GROUP)])
    before = [t for t in sentence if t.i < first]
    mark = next((t for t in reversed(before) if not t.is_space), None)
    if mark is None or mark.text not in SET_OFF or _has_object(verb, own):
        return None
    last = max([verb.i, *(_last_of(t) for t in own[1:] if not t.is_ancestor(verb))])
    if any(t.text == ":" for t in verb.doc[last + 1 : last + 2]):
        return None
    rest = _rest(verb, sentence, before, last)
    if len(before) >= 4 and _is_said(before):
        return _of("clause", before, rest)
    return _of("clause", before, rest) if rest and not any(t.is_quote for t in verb.doc[last + 1 : last + 4]) else None


def following(verb: Token) -> Content | None:
    """Where the parse gives a verb of speech no clause: the rest of its sentence, when a clause stands there, else what a comma sets off."""
    beside = {t.i for c in verb.rights if c.dep_ in BESIDE for t in c.subtree} | {c.i for c in verb.rights if c.dep_ == "prt"}
    rest = [t for t in verb.doc[verb.i + 1 : verb.sent.end] if not t.is_space]
    while rest and (rest[0].i in beside or rest[0].text == ","):
        rest.pop(0)
    if any(t.dep_ in SUBJECTS and t.head.i > t.i for t in rest):
        return _of("clause", rest)
    subject = next((c for c in verb.children if c.dep_ in SUBJECTS), None)
    first = min(verb.i, subject.left_edge.i if subject is not None else verb.i)
    before = [t for t in verb.sent if t.i < first and not t.is_space]
    return _of("clause", before) if len(before) > 2 and before[-1].text in SET_OFF else None


BESIDE = frozenset({"prep", "npadvmod", "advmod", "dobj", "dative", "nsubj"})


def _has_object(verb: Token, own: list[Token]) -> bool:
    """ "Asked about it, the mayor noted several flaws": what is said stands behind the cue."""
    after = verb.doc[verb.i + 1] if verb.i + 1 < verb.sent.end else None
    return after is not None and after.pos_ in ("DET", "PRON", "ADJ") and verb.lemma_ not in TOLD and not any(o.left_edge.i == after.i for o in own[1:])


TOLD = frozenset({"tell", "inform", "remind", "assure", "warn", "ask", "advise", "say"})


def _is_said(before: list[Token]) -> bool:
    """True when the words are a clause, not only what opens one: "In one tweet, he said"."""
    if any(t.is_quote for t in before):
        return any(t.pos_ in ("VERB", "AUX") for t in before)
    return any(t.dep_ in SUBJECTS or t.dep_ == "expl" for t in before) and before[0].tag_ not in ("VBG", "VBN")


GROUP = frozenset({"aux", "auxpass", "neg", "advmod"})


def _last_of(source: Token) -> int:
    return int(source.right_edge.i)


def _rest(verb: Token, sentence: Iterable[Token], before: list[Token], last: int) -> list[Token]:
    """What goes on behind an inserted cue: a contrast, or a clause of its own between the commas and the sentence's end."""
    rest = [t for t in sentence if t.i > last and not t.is_space]
    comma = bool(rest) and rest[0].is_punct
    while rest and rest[0].is_punct:
        rest.pop(0)
    if len(rest) > 4 and rest[0].lower_ in GOES_ON:
        return rest[1:]
    ids = {t.i for t in rest}
    if not comma or not rest or rest[0].tag_ in ("VBG", "WP", "WDT", "WRB") or rest[0].lower_ in LOOSE_BEGINNINGS:
        return []
    heads = [t for t in rest if t.dep_ in SUBJECTS and t.head.i in ids and t.head.dep_ not in ("relcl", "acl", "advcl")]
    early = {t.i for t in before}
    tied = [t for t in rest if t.head.i in early and not t.is_punct] + [t for t in before if t.head.i in ids and not t.is_punct]
    return rest if heads or tied else []


LOOSE_BEGINNINGS = frozenset({"adding", "referring", "according", "who", "which", "as", "when", "after", "before", "while", "during", "because"})


# -- infinitives and gerunds -------------------------------------------------------------------------------------------

def _is_infinitive(token: Token) -> bool:
    return token.tag_ == "VB" and any(c.tag_ == "TO" for c in token.children)


def _infinitive(verb: Token, own: list[Token]) -> Content | None:
    for child in verb.rights:
        if child.dep_ in ("xcomp", "ccomp", "advcl") and _is_infinitive(child):
            people = [c for c in child.children if c.dep_ in SUBJECTS]
            return _of("infinitive", subtree(child, without=people))
    return None


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
            return _of("object_infinitive", tokens, lead=lead)
    for thing in [*(c for c in verb.rights if c.dep_ in OBJECTS), *(n for c in verb.rights if c.dep_ == "prep" for n in [pobj(c)] if n is not None)]:
        inner = next((c for c in thing.children if c.dep_ in ("acl", "relcl") and _is_infinitive(c)), None)
        if inner is not None:
            return _of("object_infinitive", thing.subtree, lead=stretch(verb.doc[thing.left_edge.i : thing.i + 1]))
    return None


def _gerund(verb: Token, own: list[Token]) -> Content | None:
    found = [c for c in verb.rights if c.dep_ in ("xcomp", "ccomp", "pcomp") and c.tag_ == "VBG"]
    return _of("gerund", found[0].subtree) if found else None


# -- noun phrases ------------------------------------------------------------------------------------------------------

def _object(verb: Token) -> Token | None:
    return next((c for c in verb.rights if c.dep_ in OBJECTS), None)


def _nominal(verb: Token, own: list[Token]) -> Content | None:
    """The object with what the cue says of it; in a relative clause, whatever the clause tells of."""
    thing = _object(verb)
    if thing is None:
        return _told_of(verb)
    if thing.lower_.endswith(("self", "selves")):
        return None
    last = thing.right_edge.i
    for child in verb.rights:
        between = [t for t in verb.doc[last + 1 : child.i]] if child.i > last else []
        if child.dep_ == "prep" and child.lower_ in CARRIED and child.i > last and all(t.pos_ == "ADV" for t in between):
            last = child.right_edge.i
    return _of("nominal", restricted(verb.doc[thing.left_edge.i : last + 1], thing))


def governed(preposition: Token) -> Content | None:
    """ "wished for rain", "lashed out at the council": what the cue's own last word governs."""
    inner = pobj(preposition) or next((c for c in preposition.children if c.dep_ == "pcomp"), None)
    return _of("nominal", restricted(list(inner.subtree), inner)) if inner is not None else None


def restricted(tokens: Iterable[Token], head: Token) -> list[Token]:
    """The phrase without a clause behind a comma that only adds something: "the plan, which costs much"."""
    kept = list(tokens)
    for token in kept:
        loose = token.dep_ in ("relcl", "appos") and token.head.i < token.left_edge.i and token.left_edge.i > head.i
        marks = (",", "-", "–", "—", "―") if token.dep_ == "relcl" else ("-", "–", "—", "―", "--")
        if loose and token.doc[token.left_edge.i - 1].text in marks and token.right_edge.i >= kept[-1].i:
            return [t for t in kept if t.i < token.left_edge.i]
    return kept


def _told_of(verb: Token) -> Content | None:
    """ "the plan that the council opposes": the relative pronoun, or the noun before a clause without one."""
    pronoun = next((c for c in verb.lefts if c.dep_ in (*OBJECTS, "pobj") and c.tag_ in ("WDT", "WP")), None)
    if pronoun is not None:
        return _of("nominal", [pronoun])
    if verb.dep_ == "relcl" and verb.head.i < verb.i and not any(c.tag_ in ("WDT", "WP") for c in verb.lefts):
        noun = verb.head
        return _of("nominal", [t for t in noun.subtree if noun.left_edge.i <= t.i < verb.left_edge.i])
    return None


def _as(verb: Token, own: list[Token]) -> Content | None:
    thing = _object(verb)
    roles = [t for t in verb.subtree if t.lower_ == "as" and t.dep_ in ("prep", "mark") and t.i > verb.i]
    role = next((t for t in roles if t.head.i == verb.i), roles[0] if roles else None)
    if thing is None or role is None or role.i < thing.i:
        return None
    return _of("as", verb.doc[thing.left_edge.i : max(role.right_edge.i, role.head.right_edge.i if role.dep_ == "mark" else 0) + 1])


def _small(verb: Token, own: list[Token]) -> Content | None:
    """ "called the plan a disgrace": a thing, and what it is called."""
    parts = [c for c in verb.rights if c.dep_ in SMALL and c.ent_type_ not in ("DATE", "TIME")]
    clause = next((c for c in parts if c.dep_ in ("ccomp", "xcomp") and not _finite(c) and not _is_infinitive(c)), None)
    named = next((c for c in parts if c.dep_ in ("oprd", "acomp", "attr")), None)
    if clause is None and named is None and len(parts) < 2:
        return None
    if any(c.dep_ in ("ccomp", "xcomp") and c is not clause for c in parts):
        return None
    return _of("small", verb.doc[parts[0].left_edge.i : max(c.right_edge.i for c in parts) + 1])


SMALL = frozenset({"dobj", "oprd", "acomp", "attr", "ccomp", "xcomp", "dative", "npadvmod", "nsubj"})


def _finite(token: Token) -> bool:
    return token.tag_ in ("VBD", "VBZ", "VBP", "MD") or any(c.tag_ in ("VBD", "VBZ", "VBP", "MD") and c.dep_ in ("aux", "auxpass") for c in token.children)


def _object_and(word: str) -> Reader:
    """ "accused the captain of theft": whom, and of what."""
    def read(verb: Token, own: list[Token]) -> Content | None:
        thing = _object(verb) or next((c for c in verb.rights if c.dep_ == "dative"), None)
        if thing is None:
            return None
        role = next((t for t in (*verb.rights, *thing.rights) if t.dep_ == "prep" and t.lower_ == word and t.i > thing.i), None)
        return _of("object_" + word, verb.doc[thing.left_edge.i : role.right_edge.i + 1]) if role is not None else None

    return read


def _prepositional(word: str) -> Reader:
    def read(verb: Token, own: list[Token]) -> Content | None:
        particle = next((c for c in verb.rights if c.dep_ == "prt"), verb)
        for child in verb.rights:
            mark = next((c for c in child.lefts if c.dep_ == "mark" and c.lower_ == word), None)
            if child.dep_ in ("advcl", "ccomp") and mark is not None and mark.i - particle.i == 1:
                return _of(word, [t for t in child.subtree if t.i > mark.i], joins=[mark])
        for child in verb.rights:
            if child.dep_ in ("prep", "dative", "prt") and child.lower_ == word:
                inner = pobj(child) or next((c for c in child.children if c.dep_ == "pcomp"), None)
                if inner is not None:
                    near = child.i - particle.i <= 2
                    return _of(word, inner.subtree, joins=[child] if near else [])
        return None

    return read


# -- passives ----------------------------------------------------------------------------------------------------------

def _passive(verb: Token, own: list[Token]) -> Content | None:
    """ "the ship is expected to arrive": the subject, and the rest of what is said of it."""
    subject = next((c for c in verb.lefts if c.dep_ in ("nsubjpass", "nsubj")), None)
    if subject is None:
        return None
    rest = [c for c in verb.rights if c.dep_ in ("xcomp", "oprd", "ccomp", "acomp") or (c.dep_ == "prep" and c.lower_ in ("as", "of", "for"))]
    return _of("passive", subject.subtree, rest[0].subtree if rest else [])


def _seeming(verb: Token, own: list[Token]) -> Content | None:
    rest = [c for c in verb.rights if c.dep_ in ("xcomp", "oprd", "ccomp", "acomp", "advcl")]
    subject = next((c for c in verb.lefts if c.dep_ in SUBJECTS), None)
    if subject is None or not rest:
        return None
    return _of("seeming", subject.subtree if subject.dep_ != "expl" else [], rest[0].subtree)


def rest_of_clause(preposition: Token, phrase: Stretch) -> list[Stretch]:
    """What "according to X" covers: its clause without the phrase itself, up to the next clause of its own."""
    sentence = preposition.sent
    before = [t for t in sentence if end_of(t) <= phrase[0]]
    verb = preposition.head
    if verb.dep_ == "relcl" and verb.i < preposition.i and verb.doc[verb.left_edge.i - 1].is_punct:
        before = [t for t in before if t.i >= verb.left_edge.i]
    after = [t for t in sentence if t.idx >= phrase[1]]
    chosen = before if sum(not t.is_punct and not t.is_space for t in before) >= 2 else after
    found = trimmed(chosen)
    return [found] if found else []


SHAPES: dict[str, Reader] = {
    "clause": _clause, "infinitive": _infinitive, "object_infinitive": _object_infinitive, "gerund": _gerund, "nominal": _nominal,
    "as": _as, "small": _small, "passive": _passive, "seeming": _seeming, "object_of": _object_and("of"), "object_for": _object_and("for"),
    **{word: _prepositional(word) for word in ("about", "of", "for", "on", "to", "against", "with", "at", "over", "in")},
}
