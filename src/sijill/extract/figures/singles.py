"""Persons singly described or named as killed, injured, missing, abducted or detained: each counts as one.

In: a page with its measure words and group nouns, and the figures found so far. Out: one more figure a person, with the person in `named`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from spacy.tokens import Token

from sijill.extract.figures.measures import ASTRAY, HARM, NOT_QUITE, Found, Measures, acts, suffers
from sijill.extract.figures.record import FoundFigure, FoundVictim
from sijill.extract.figures.victims import PRONOUNS, Describer, name_at
from sijill.extract.names import Person, name_run, same_name
from sijill.extract.page import Page
from sijill.extract.phrases import core_phrase, end_of, stretch
from sijill.extract.words import words_of
from sijill.lexicon import Group
from sijill.model import Measure

SINGULAR = frozenset({"a", "an", "another", "the", "his", "her", "their", "its", "one", "whose", "our", "my"})
ONE = frozenset({"a", "an", "another", "one"})
#: What may stand between a noun and the name of whom it means.
NAMING = frozenset({",", "named", "called", "-", "–", "a", "an", "the", "old", "year", "years", "aged"})
#: Words that stand for one person spoken of before.
STAND_INS = frozenset({"he", "she", "him", "her", "latter", "former"})
#: Where a word stands as a noun, whatever its tag: "killed a civilian".
NOMINAL = frozenset({"dobj", "nsubj", "nsubjpass", "pobj", "conj"})


@dataclass
class Singles:
    """One page's single persons; `whole` gives the figure that a noun is part of, `written` a noun as it stands."""

    page: Page
    measures: Measures
    nouns: dict[int, Group]
    persons: frozenset[str]
    many: frozenset[str]
    people: list[Person]
    found: list[FoundFigure]
    describer: Describer
    whole: Callable[[Token, None], FoundFigure | None]
    written: Callable[[Token], str]

    def find(self, listed: set[int]) -> None:
        """Adds a figure for each person to `found`, those left out whose tokens are in a list already (`listed`)."""
        taken = {f.head.i for f in self.found} | listed
        words = words_of(self.page.doc)
        for sentence in self.page.sentences:
            for i in range(sentence.start, sentence.end):
                if i not in taken and (words.pos[i] in ("NOUN", "PROPN", "ADJ") or words.lower[i] in STAND_INS):
                    token = self.page.doc[i]
                    if self._is_one(token):
                        self._single(token, taken)

    def _single(self, token: Token, taken: set[int]) -> None:
        whole = self.whole(token, None) or self._counted_before(token)
        read = self._read(token, whole)
        if read is None or read[0] not in HARM or any(c.dep_ == "neg" or c.lower_ in NOT_QUITE for c in read[1].children):
            return
        measure, verb, rule = read
        phrase = stretch(core_phrase(token)) or (token.idx, end_of(token))
        a, b = min(phrase[0], verb.idx), max(phrase[1], end_of(verb))
        group, person = self.nouns.get(token.i), self._person(token)
        victim = self._victim(token, person, group)
        nameless = person is None and token.lower_ not in STAND_INS
        self.found.append(FoundFigure(
            (a, b) if b - a < 120 else phrase, token, verb, measure, self.written(token) if nameless else None,
            group.class_ if group else victim.group_class, 1, 1, "exact", rule, part_of=whole, named=[victim],
            additive=any(c.lower_ == "another" for c in token.children),
        ))
        taken.add(token.i)

    def _counted_before(self, token: Token) -> FoundFigure | None:
        """ "at least one man, 43-year-old Omar Haddad, was killed": the figure that the person behind the comma was counted in."""
        first = min([core_phrase(token)[0].i, *(t.i for t in self.describer.lead(core_phrase(token)[0]))])
        if first < 2 or token.doc[first - 1].text not in (",", ":", "–", "("):
            return None
        return next((f for f in self.found if f.head.i == first - 2 and f.low is not None and f.measure in HARM and not f.named), None)

    def _read(self, token: Token, whole: FoundFigure | None) -> tuple[Measure, Token, str] | None:
        """Measure, verb and rule: from the parse, from who stands beside in a list, from the whole."""
        found = self._befalls(token)
        if found is not None:
            return found[0].measure, found[1], found[0].id
        above = next((f for f in self.found if f.head.i in {c.i for c in token.conjuncts}), None) if token.dep_ == "conj" else None
        if above is not None:
            return above.measure, above.verb, above.rule
        if whole is not None:
            return whole.measure, whole.verb, "en.part_of"
        among = self._among(token)
        return (among[0].measure, among[1], among[0].id) if among is not None else None

    def _among(self, token: Token) -> Found | None:
        """ "a number of people, including a child, were killed": what befell those of whom the person is one."""
        while token.dep_ == "conj" and token.head.pos_ in ("NOUN", "PROPN"):
            token = token.head
        marker = token.head
        if token.dep_ != "pobj" or marker.lower_ not in ("including", "among") or marker.head.pos_ not in ("NOUN", "PROPN", "PRON"):
            return None
        many = marker.head
        while many.dep_ == "pobj" and many.head.lower_ == "of":
            many = many.head.head
        return self._befalls(many)

    def _befalls(self, token: Token) -> Found | None:
        if acts(token):
            return None
        return self.measures.of(token) or (suffers(self.measures, token) if token.dep_ in ASTRAY else None)

    def _is_one(self, token: Token) -> bool:
        if token.lower_ in STAND_INS:
            return token.dep_ in ("dobj", "nsubjpass", "nsubj")
        if token.tag_ in ("NNS", "NNPS") or not (token.pos_ in ("NOUN", "PROPN") or (token.pos_ == "ADJ" and token.dep_ in NOMINAL)):
            return False
        if any(c.dep_ == "nummod" for c in token.children) and not any(c.lower_ == "one" for c in token.children):
            return False
        group = self.nouns.get(token.i)
        lead = {core_phrase(token)[0].lower_, *(c.lower_ for c in token.children)}
        if group is not None and group.class_ not in ("families",) and not group.things and group.countable:
            return bool(lead & SINGULAR)
        if token.dep_ != "compound" and self._person(token) is not None:
            return True
        sort = SINGULAR if token.lemma_.lower() in self.persons else ONE
        return group is None and token.lemma_.lower() not in self.many and bool(lead & sort) and self._harmed(token)

    def _harmed(self, token: Token) -> bool:
        """Who is killed, abducted or detained is somebody, whatever the noun: "a bank clerk was shot dead"."""
        found = self._befalls(token)
        if found is None or token.dep_ not in (*ASTRAY, "dobj"):
            return False
        return found[0].role == "patient" and found[0].measure in ("killed", "abducted", "detained") and token.dep_ != found[1].dep_

    def _person(self, token: Token) -> Person | None:
        if token.pos_ != "PROPN":
            return None
        name = tuple(t.text for t in name_run(token) if (t.is_alpha or len(t.text) > 1) and t.lower_.rstrip(".") not in self.persons)
        return next((p for p in self.people if same_name(p, name)), None)

    def _victim(self, token: Token, person: Person | None, group: Group | None) -> FoundVictim:
        """The person with what the words of the phrase, and those right behind it, tell."""
        name = [t for t in name_run(token) if t.lower_.rstrip(".") not in self.persons] if person is not None else []
        phrase = [t for t in core_phrase(token) if t not in name]
        beside = [*phrase, *(self.describer.lead(name[0]) if name else ()), *self.describer.tail((name or [token])[-1])]
        behind = self._named_behind(token) if not name else []
        victim = self.describer.victim(name or behind, beside or [token], group)
        if token.lower_ in PRONOUNS and victim.sex is None:
            return replace(victim, sex=PRONOUNS[token.lower_], sex_from="words", spans={**victim.spans, "sex_span": (token.idx, end_of(token))})
        return replace(victim, name=person.name) if person is not None else victim

    def _named_behind(self, token: Token) -> list[Token]:
        """ "a 45-year-old man named Omar Haddad", "a child, Salma Haddad": the name behind the noun."""
        doc, i = token.doc, token.i + 1
        while i < len(doc) and (doc[i].lower_ in NAMING or (doc[i - 1].text != token.text and self.describer.is_aged(doc[i]))):
            i += 1
        name = name_at(doc[i]) if token.i + 1 <= i < len(doc) else []
        return name if len([t for t in name if t.is_alpha]) >= 2 and name[0].sent == token.sent else []
