"""Persons singly described or named as killed, injured, missing, abducted or detained: each counts as one.

In: a page with its measure words and group nouns, and the figures found so far. Out: one more figure a person, with the person in `named`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from spacy.tokens import Token

from sijill.extract.figures.measures import HARM, NOT_QUITE, Found, Measures, acts, suffers
from sijill.extract.figures.record import FoundFigure
from sijill.extract.names import Person, same_name
from sijill.extract.page import Page
from sijill.extract.phrases import core_phrase, end_of, stretch
from sijill.extract.words import words_of
from sijill.lexicon import Group
from sijill.model import Measure

SINGULAR = frozenset({"a", "an", "another", "the", "his", "her", "their", "its", "one", "whose", "our", "my"})
ONE = frozenset({"a", "an", "another", "one"})
#: Words that stand for one person spoken of before.
STAND_INS = frozenset({"he", "she", "him", "her", "latter", "former"})
#: Where a word stands as a noun, whatever its tag: "killed a civilian".
NOMINAL = frozenset({"dobj", "nsubj", "nsubjpass", "pobj", "conj"})
#: How the parse hangs a subject that it takes for part of a place or a list before it.
ASTRAY = frozenset({"appos", "conj", "nmod", "npadvmod", "dep", "ROOT", "compound", "nsubj", "nsubjpass", "attr", "dobj"})


@dataclass
class Singles:
    """One page's single persons; `whole` gives the figure that a noun is part of, `written` a noun as it stands."""

    page: Page
    measures: Measures
    nouns: dict[int, Group]
    persons: frozenset[str]
    people: list[Person]
    found: list[FoundFigure]
    whole: Callable[[Token, None], FoundFigure | None]
    written: Callable[[Token], str]

    def find(self) -> None:
        """Adds a figure for each person to `found`."""
        taken = {f.head.i for f in self.found}
        words = words_of(self.page.doc)
        for sentence in self.page.sentences:
            for i in range(sentence.start, sentence.end):
                if i not in taken and (words.pos[i] in ("NOUN", "PROPN", "ADJ") or words.lower[i] in STAND_INS):
                    token = self.page.doc[i]
                    if self._is_one(token):
                        self._single(token, taken)

    def _single(self, token: Token, taken: set[int]) -> None:
        whole = self.whole(token, None)
        read = self._read(token, whole)
        if read is None or read[0] not in HARM or any(c.dep_ == "neg" or c.lower_ in NOT_QUITE for c in read[1].children):
            return
        measure, verb, rule = read
        phrase = stretch(core_phrase(token)) or (token.idx, end_of(token))
        a, b = min(phrase[0], verb.idx), max(phrase[1], end_of(verb))
        group, person = self.nouns.get(token.i), self._person(token)
        victim: dict[str, object] = {"name": person.name if person else None, "age": self._age(token), "span": phrase}
        nameless = person is None and token.lower_ not in STAND_INS
        self.found.append(FoundFigure(
            (a, b) if b - a < 120 else phrase, token, verb, measure, self.written(token) if nameless else None,
            group.class_ if group else None, 1, 1, "exact", rule, part_of=whole, named=[victim],
            additive=any(c.lower_ == "another" for c in token.children),
        ))
        taken.add(token.i)

    def _read(self, token: Token, whole: FoundFigure | None) -> tuple[Measure, Token, str] | None:
        """Measure, verb and rule: from the parse, from who stands beside in a list, from the whole."""
        found = self._befalls(token)
        if found is not None:
            return found[0].measure, found[1], found[0].id
        above = next((f for f in self.found if f.head.i in {c.i for c in token.conjuncts}), None) if token.dep_ == "conj" else None
        if above is not None:
            return above.measure, above.verb, above.rule
        return (whole.measure, whole.verb, "en.part_of") if whole is not None else None

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
        return group is None and bool(lead & sort) and self._harmed(token)

    def _harmed(self, token: Token) -> bool:
        """Who is killed, abducted or detained is somebody, whatever the noun: "a bank clerk was shot dead"."""
        found = self._befalls(token)
        if found is None or token.dep_ not in (*ASTRAY, "dobj"):
            return False
        return found[0].role == "patient" and found[0].measure in ("killed", "abducted", "detained") and token.dep_ != found[1].dep_

    def _person(self, token: Token) -> Person | None:
        if token.pos_ != "PROPN":
            return None
        return next((p for p in self.people if same_name(p, (token.text,))), None)

    def _age(self, token: Token) -> int | None:
        near = [n for n in self.page.numbers if n.kind == "age" and abs(n.start - token.idx) < 40 and n.low is not None]
        return near[0].low if near else None
