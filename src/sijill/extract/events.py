"""Find every event of a page: its class, the word that names it, who acts, upon whom, and its clause.

In: a page. Out: events in text order, one for each happening that a clause names. Words are the lexicon's; precedence between
classes that fit one clause is the class list's `rank`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache

from spacy.tokens import Token

from sijill.extract.matcher import Hit, Matcher, outermost
from sijill.extract.modality import Moods, Put
from sijill.extract.page import Page
from sijill.extract.phrases import SUBJECTS, Stretch, agent_of, clause_of, core_phrase, end_of, is_passive, objects_of, pobj, stretch, subject_of
from sijill.extract.words import same_sentence, words_of
from sijill.lexicon import Lexicon, Trigger

LIGHT = frozenset({
    "carry", "launch", "conduct", "start", "begin", "stage", "hold", "take", "mount", "continue", "witness", "see", "resume", "impose",
    "do", "issue", "announce", "order",
    "organise", "organize", "lead", "join", "attend", "engage", "erect", "exchange", "trade", "be", "occur", "happen", "erupt",
    "break", "make", "come", "go", "declare", "renew", "perform", "escalate", "intensify",
})
#: Prepositions behind which those stand upon whom something is done.
UPON = frozenset({"on", "against", "at", "with", "upon", "towards", "toward"})
#: Prepositions behind which another event is the reason or the background.
ASIDE = frozenset({
    "against", "over", "after", "following", "before", "for", "about", "amid", "despite", "since", "to", "denouncing", "regarding", "concerning", "from",
})
LONG_SUBJECT = 60


@dataclass(frozen=True)
class FoundEvent:
    """An event before its time, place and source are added. `actors` and `targets` are heads of noun phrases."""

    content: Stretch
    trigger: Stretch
    token: Token
    class_: str
    rule: str
    actors: tuple[Token, ...] = ()
    targets: tuple[Token, ...] = ()
    put: Put = field(default_factory=Put)
    depth: int = 0
    needs_agent: bool = False


class EventFinder:
    """Compiled once from the lexicon; `find` reads one page."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._triggers: Matcher[Trigger] = Matcher(lexicon.triggers)
        self._moods = Moods(lexicon)
        self._rank = {c.class_: c.rank for c in lexicon.event_classes}

    def find(
        self, page: Page, cues: frozenset[int], barred: list[Stretch], borne_out: Callable[[FoundEvent], bool] = lambda event: True,
    ) -> list[FoundEvent]:
        """`cues` are the tokens of attribution cues, `barred` stretches (names of sources) where no event is read; `borne_out` says of an event whether
        those who act in it bear it out.
        """
        hits = outermost(h for h in self._triggers.find(page.doc) if _stands(h, page))
        hits = [h for h in hits if not any(_inside(h.chars, b) for b in barred)]
        found = [self._event(h, cues) for h in hits]
        return self._one_per_clause([f for f in found if f is not None and borne_out(f)])

    def _event(self, hit: Hit[Trigger], cues: frozenset[int]) -> FoundEvent | None:
        token = hit.first if hit.entry.pos in ("verb", "phrase") and hit.first.pos_ == "VERB" else hit.root
        verb = clause_of(token)
        content = _noun_content(token, verb, cues) if token.pos_ in ("NOUN", "PROPN") else clause_stretch(_finite(token, cues))
        if content is None:
            return None
        actors, targets = _parties(token, verb, hit.entry)
        put, needs = self._moods.of(token, cues), hit.entry.agent == "needed"
        return FoundEvent(content, hit.chars, token, hit.entry.class_, hit.entry.id, tuple(actors), tuple(targets), put, _depth(token), needs)

    def _one_per_clause(self, found: list[FoundEvent]) -> list[FoundEvent]:
        best: dict[Stretch, FoundEvent] = {}
        for event in found:
            known = best.get(event.content)
            if known is None or self._rank.get(event.class_, 0) > self._rank.get(known.class_, 0):
                best[event.content] = event
        kept = sorted(best.values(), key=lambda e: (e.content[0], -e.content[1]))
        return [e for e in kept if not any(_says_more(o, e) for o in kept)]


def _says_more(other: FoundEvent, event: FoundEvent) -> bool:
    """True when `other` is of the same class and its clause holds the event's words."""
    return (
        other is not event and other.class_ == event.class_
        and other.content[0] <= event.content[0] and event.content[1] <= other.content[1]
        and same_sentence(other.token, event.token) and clause_of(event.token).i == clause_of(other.token).i
    )


def _inside(inner: Stretch, outer: Stretch) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def _stands(hit: Hit[Trigger], page: Page) -> bool:
    if hit.entry.pos == "verb" and (hit.first.pos_ not in ("VERB", "AUX") or hit.first.dep_ == "amod"):
        return False
    if hit.entry.pos == "noun" and hit.root.pos_ not in ("NOUN", "PROPN"):
        return False
    if hit.entry.pos == "noun" and hit.root.dep_ == "compound":
        return False
    if hit.entry.object == "place" and not _takes_a_place(hit, page):
        return False
    if hit.entry.subject and not _is_by(hit.first, hit.entry.subject):
        return False
    if hit.entry.with_:
        words = words_of(hit.doc).around(hit.start)
        if not any(words.issuperset(parts) for parts in _parts(hit.entry.with_)):
            return False
    return not page.is_furniture(*hit.chars)


def _is_by(verb: Token, nouns: tuple[str, ...]) -> bool:
    return any(n.lemma_.lower() in nouns for n in _each(subject_of(verb)))


@lru_cache(maxsize=4096)
def _parts(with_: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(w.lower().replace("-", " ").split()) for w in with_)


def _takes_a_place(hit: Hit[Trigger], page: Page) -> bool:
    """Whether an object of the verb, or the subject of its passive, is a place."""
    subject = subject_of(hit.first) if is_passive(hit.first) else None
    heads = [*objects_of(hit.first), *([subject] if subject is not None else [])]
    return any(p.kind != "demonym" and p.span.start <= h.idx < p.span.end for p in page.places for h in heads)


def _depth(token: Token) -> int:
    """How many clauses stand above the word's own; two more for a noun that is only a reason or an earlier event."""
    verb = clause_of(token)
    above = sum(1 for t in verb.ancestors if t.pos_ in ("VERB", "AUX") and same_sentence(t, token))
    return above + (2 if token.i != verb.i and _aside(token, verb) else 0)


def _aside(noun: Token, verb: Token) -> bool:
    """A noun that only says why or after what: "marched against the kidnapping", "a day after the raid"."""
    while noun.i != verb.i and noun.dep_ != "ROOT":
        if noun.dep_ == "pobj" and (noun.head.lower_ in ASIDE or (noun.head.lower_ == "on" and noun.head.head.pos_ == "NOUN")):
            return True
        noun = noun.head
    return False


def _finite(verb: Token, cues: frozenset[int]) -> Token:
    """The finite verb that a gerund hangs on ("achieved a goal of encircling"), unless that one is a cue."""
    at = verb
    while at.tag_ == "VBG" and at.dep_ in ("pcomp", "acl") and at.head.i != at.i:
        up = clause_of(at.head)
        if up.i == at.i or up.i in cues or up.pos_ not in ("VERB", "AUX"):
            break
        at = up
    return at


def _noun_content(noun: Token, verb: Token, cues: frozenset[int]) -> Stretch | None:
    """The clause when the noun is its subject or the object of a light verb, else the noun phrase."""
    direct = noun.dep_ in SUBJECTS or (noun.dep_ in ("dobj", "attr") and verb.lemma_ in LIGHT) or noun.dep_ == "ROOT"
    if noun.dep_ == "conj" or verb.i in cues or not direct or verb.pos_ not in ("VERB", "AUX"):
        own = [t for t in noun.subtree if not _under_conj(t, noun)]
        return stretch(own)
    return clause_stretch(verb)


def _under_conj(token: Token, noun: Token) -> bool:
    while token.i != noun.i:
        if token.dep_ in ("conj", "cc") and token.head.i == noun.i:
            return True
        token = token.head
    return False


def clause_stretch(verb: Token) -> Stretch | None:
    """The clause of a verb: its subject unless that is long, the verb, and what follows, without coordinated clauses."""
    cut: set[int] = set()
    for child in verb.children:
        if (child.dep_ in ("conj", "cc", "parataxis") and child.pos_ in ("VERB", "AUX", "CCONJ")) or child.dep_ == "punct":
            cut |= {t.i for t in child.subtree}
        if child.dep_ in SUBJECTS:
            phrase = list(child.subtree)
            if end_of(phrase[-1]) - phrase[0].idx > LONG_SUBJECT:
                cut |= {t.i for t in phrase}
        if child.dep_ in ("mark",) or (child.dep_ == "advcl" and child.i < verb.i):
            cut |= {t.i for t in child.subtree}
    own = [t for t in verb.subtree if t.i not in cut]
    return _unbroken(own, verb)


def _unbroken(tokens: list[Token], verb: Token) -> Stretch | None:
    """From the first to the last token; what stands far before the verb after a gap is left out."""
    first = min((t.i for t in tokens), default=verb.i)
    missing = [i for i in range(first, verb.i) if i not in {t.i for t in tokens} and not verb.doc[i].is_punct and not verb.doc[i].is_space]
    if len(missing) > 3:
        tokens = [t for t in tokens if t.i > max(missing)]
    return stretch(tokens)


def _parties(token: Token, verb: Token, trigger: Trigger) -> tuple[list[Token], list[Token]]:
    if trigger.agent == "none":
        nouns = [n for n in (*objects_of(token), subject_of(token)) if n is not None] if token.pos_ == "VERB" else [token]
        return [a for n in nouns for c in n.children if c.dep_ == "acl" and (by := agent_of(c)) is not None for a in _each(by)], []
    if token.pos_ in ("NOUN", "PROPN"):
        return _noun_parties(token, verb)
    subject, objects = subject_of(token), objects_of(token)
    behind = _behind(token, UPON)
    if _suffers(token) or (token.tag_ == "VBN" and token.dep_ == "acl"):
        by = agent_of(token) or next((a for c in token.conjuncts if c.i > token.i and (a := agent_of(c)) is not None), None)
        return _each(by), [*_each(subject), *behind]
    if trigger.agent == "object":
        return [], _each(subject)
    return _each(subject), [*objects, *behind]


def _suffers(verb: Token) -> bool:
    """A passive, or a participle that goes on with one: "was shot and injured"."""
    shares = verb.dep_ == "conj" and verb.tag_ == "VBN" and not any(c.dep_ in SUBJECTS or c.dep_ in ("aux", "dobj") for c in verb.children)
    return is_passive(verb) or (shares and verb.head.pos_ == "VERB" and _suffers(verb.head))


def _each(noun: Token | None) -> list[Token]:
    """The noun and those coordinated with it."""
    return [noun, *(c for c in noun.conjuncts if c.pos_ in ("NOUN", "PROPN"))] if noun is not None else []


def _behind(token: Token, prepositions: frozenset[str]) -> list[Token]:
    return [n for c in token.children if c.dep_ == "prep" and c.lower_ in prepositions for n in _each(pobj(c))]


def _noun_parties(noun: Token, verb: Token) -> tuple[list[Token], list[Token]]:
    """ "the bombardment of X by Y", "Russian air strikes on Idlib", "Y carried out strikes on X", "clashes between X and Y"."""
    actors = [c for c in noun.children if c.dep_ in ("poss", "amod", "compound") and c.text[:1].isupper()]
    actors += _behind(noun, frozenset({"by", "between", "among"}))
    actors += [a for c in noun.children if c.dep_ in ("acl", "relcl") and (by := agent_of(c)) is not None for a in _each(by)]
    targets = _behind(noun, UPON | {"of"})
    if noun.dep_ in ("dobj", "attr") and verb.lemma_ in LIGHT:
        actors += _each(subject_of(verb))
        targets += _behind(verb, UPON)
    elif noun.dep_ == "pobj" and noun.head.lower_ in ("in", "during", "by", "after", "with") and verb.pos_ == "VERB":
        actors += _behind(verb, frozenset({"by"})) or (_each(agent_of(verb)) if agent_of(verb) is not noun else [])
    elif noun.dep_ in SUBJECTS:
        actors += _behind(verb, frozenset({"between", "by"}))
        targets += [*objects_of(verb), *_behind(verb, UPON)]
    return actors, targets


def head_words(token: Token) -> str:
    """The noun phrase of the token as words."""
    phrase = core_phrase(token)
    return " ".join(t.text for t in phrase if t.pos_ != "DET")
