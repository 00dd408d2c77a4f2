"""Cues that are no verbs: prepositions ("according to"), nouns ("the claim that"), adjectives ("is sure that"), adverbs ("reportedly")."""

from __future__ import annotations

from spacy.tokens import Token

from sijill.extract.attribution.clauses import rest_of_clause
from sijill.extract.attribution.extent import cue_extent, source_extent
from sijill.extract.attribution.record import Attribution
from sijill.extract.attribution.shape import trimmed
from sijill.extract.matcher import Hit
from sijill.extract.phrases import SUBJECTS, Stretch, end_of, pobj, stretch, subject_of
from sijill.extract.words import sentence_of
from sijill.lexicon import Cue

COPULAS = frozenset({"be", "seem", "remain", "become", "feel", "appear", "grow", "get", "look", "sound"})


def by_preposition(hit: Hit[Cue]) -> Attribution | None:
    """ "according to X": X, and the clause that the phrase stands in."""
    last = hit.last
    noun = pobj(last) or next((c for t in hit.span for c in t.children if c.dep_ == "pobj" and c.i > last.i), None)
    whole = [t for t in noun.subtree if t.i > last.i] if noun is not None else []
    for named in (whole, _to_the_next_mark(last)):
        source = stretch(named)
        contents = rest_of_clause(last, (hit.chars[0], source[1])) if source is not None else []
        if source is not None and contents:
            head = noun if noun is not None and noun in named else next((t for t in reversed(named) if t.pos_ in ("NOUN", "PROPN")), named[-1])
            return Attribution(hit.entry, hit.chars, hit.first, head, tuple(contents), phrase=source)
    return None


def _to_the_next_mark(last: Token) -> list[Token]:
    """The words behind the preposition, up to a mark or the sentence's end: where the parse ties too much or nothing to it."""
    words: list[Token] = []
    for token in last.doc[last.i + 1 : sentence_of(last).end]:
        if token.is_punct or token.is_space:
            break
        words.append(token)
    return words


def by_noun(hit: Hit[Cue], aspects: frozenset[str]) -> Attribution | None:
    """ "the army's claim that …": its owner, and the clause, the infinitive or the phrase behind it."""
    noun = hit.root
    owner = next((c for c in noun.children if c.dep_ == "poss"), None) or _owner_before(noun)
    by = next((c for c in noun.rights if c.dep_ == "prep" and c.lower_ in ("by", "from")), None)
    source = owner or (pobj(by) if by is not None else None)
    content, shape, joins = _of_noun(noun, hit.entry)
    if content is None:
        return None
    if source is None and noun.dep_ in ("dobj", "obj") and hit.entry.force != "possible":
        return _carried(hit, noun, content, shape, joins, aspects)
    if source is None and noun.dep_ in SUBJECTS and shape == "clause":
        source = noun
    if source is None and hit.entry.force == "possible" and noun.tag_ == "NNS":
        return Attribution(hit.entry, cue_extent(noun, joins, aspects), noun, None, (content,), shape=shape)
    if source is None:
        return None
    words = [t for t in noun.lefts if t.dep_ == "amod"] if owner is not None else []
    first = min([noun.i, *(t.left_edge.i for t in words if owner is None or t.i > owner.i)])
    cue = (noun.doc[first].idx, end_of(joins[-1] if joins else hit.last))
    phrase = source_extent(source, noun)
    if phrase is not None and source.dep_ == "compound" and source.head.i == noun.i:
        phrase = (min(phrase[0], noun.left_edge.idx), phrase[1])
    return Attribution(hit.entry, cue, noun, source, (content,), phrase=phrase, shape=shape)


def _owner_before(noun: Token) -> Token | None:
    """ "the police's earlier claim": an owner that the parse does not tie to the noun; "a Sunday Post report": a name beside it."""
    at = noun.i - 1
    while at > 0 and noun.doc[at].pos_ in ("ADJ", "ADV", "NUM"):
        at -= 1
    if at > 0 and noun.doc[at].tag_ == "POS" and noun.doc[at - 1].pos_ in ("NOUN", "PROPN"):
        return noun.doc[at - 1]
    beside = noun.nbor(-1) if noun.i else None
    return beside if beside is not None and beside.dep_ == "compound" and beside.ent_type_ == "ORG" else None


def _carried(
    hit: Hit[Cue], noun: Token, content: Stretch, shape: str, joins: list[Token], aspects: frozenset[str],
) -> Attribution | None:
    """ "raised doubts about the plan": a verb that only carries the noun; its subject is the source."""
    verb = noun.head
    source = subject_of(verb)
    if source is None or source.dep_ == "expl" or verb.pos_ not in ("VERB", "AUX") or verb.i > noun.i or noun.i - verb.i > 4:
        return None
    cue = cue_extent(verb, [noun, *joins], aspects)
    own = next((c for c in verb.lefts if c.dep_ in SUBJECTS and c.tag_ in ("WP", "WDT")), source)
    return Attribution(hit.entry, cue, verb, source, (content,), phrase=source_extent(own, verb), shape=shape)


def _of_noun(noun: Token, entry: Cue) -> tuple[Stretch | None, str, list[Token]]:
    clause = [c for c in noun.rights if c.dep_ in ("acl", "ccomp", "relcl") and _said(c)]
    if clause and ("clause" in entry.takes or "infinitive" in entry.takes):
        return trimmed(clause[0].subtree), "clause", []
    for child in noun.rights:
        if child.dep_ == "prep" and child.lower_ in entry.takes and child.i == noun.i + 1:
            inner = pobj(child) or next((c for c in child.children if c.dep_ == "pcomp"), None)
            if inner is not None:
                return trimmed(inner.subtree), child.lower_, [child]
    return None, "", []


def _said(clause: Token) -> bool:
    return any((c.dep_ == "mark" and c.lower_ == "that") or c.tag_ == "TO" for c in clause.children)


def by_adjective(hit: Hit[Cue], aspects: frozenset[str]) -> Attribution | None:
    """ "the envoy is sure that …": the subject of the copula, and what hangs on the adjective."""
    word = hit.root
    copula = word.head if word.dep_ in ("acomp", "attr", "oprd") and word.head.lemma_.lower() in COPULAS else None
    if copula is None and any(c.lemma_ == "be" and c.dep_ in ("auxpass", "aux", "cop") for c in word.lefts):
        copula = word
    if copula is None:
        return None
    source = subject_of(copula)
    content, shape, joins = _of_adjective(word, copula, hit.entry)
    if source is None or source.dep_ == "expl" or content is None:
        return None
    cue = cue_extent(copula, [*(t for t in hit.span), *joins], aspects)
    own = next((c for c in copula.lefts if c.dep_ in SUBJECTS and c.tag_ in ("WP", "WDT")), source)
    return Attribution(hit.entry, cue, copula, source, (content,), phrase=source_extent(own, copula), shape=shape)


def _of_adjective(word: Token, copula: Token, entry: Cue) -> tuple[Stretch | None, str, list[Token]]:
    around = [c for c in (*word.rights, *copula.rights) if c.i > word.i]
    for child in around:
        if child.dep_ in ("ccomp",) and "clause" in entry.takes:
            return trimmed(child.subtree), "clause", []
        if child.dep_ in ("xcomp", "advcl") and "infinitive" in entry.takes and any(c.tag_ == "TO" for c in child.children):
            return trimmed(child.subtree), "infinitive", []
        if child.dep_ in ("prep", "agent") and child.lower_ in entry.takes:
            inner = pobj(child) or next((c for c in child.children if c.dep_ == "pcomp"), None)
            if inner is not None:
                return trimmed(inner.subtree), child.lower_, [child] if child.i == word.i + 1 else []
    return None, "", []


def by_adverb(hit: Hit[Cue]) -> Attribution | None:
    """ "reportedly": somebody says so, who is not named; its clause is what is said."""
    word = hit.root
    verb = word.head
    if verb.pos_ not in ("VERB", "AUX"):
        verb = word.sent.root
    before = trimmed(t for t in verb.subtree if t.i < hit.start)
    after = trimmed(t for t in verb.subtree if t.i >= hit.end)
    pieces = tuple(p for p in (before, after) if p is not None)
    return Attribution(hit.entry, hit.chars, word, None, pieces, shape="passive") if pieces else None
