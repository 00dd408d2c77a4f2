"""People said to be harmed whom nobody counts: "several others were injured", "wounding a number of civilians", "causing injuries".

In: a page with its measure words and group nouns, and the figures found. Out: measures of harm that a sentence tells of in the plural and of which the report
gives no number. Such a plural is no figure: it is noted at the event that it stands with, and an incident of which nobody gives a number has "at least two".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Span, Token

from sijill.extract.figures.measures import HARM, Found, Measures, acts, suffers
from sijill.extract.figures.record import FoundFigure, Uncounted
from sijill.extract.page import Page
from sijill.extract.phrases import SUBJECTS
from sijill.extract.words import words_of
from sijill.lexicon import Group
from sijill.model import Measure

#: Words that make a plural one that is known already, or none.
NONE, DEFINITE = frozenset({"no", "neither", "both", "such"}), frozenset({"the", "these", "those"})
#: Heads of "a number of civilians".
OF_MANY = frozenset({"number", "handful", "group", "series", "majority", "many", "several", "some"})


@dataclass
class Plurals:
    """One page's plurals; `uncounted` are words that stand for people by themselves ("several were hurt"), `bringing` what brings harm about."""

    page: Page
    measures: Measures
    nouns: dict[int, Group]
    uncounted: frozenset[str]
    bringing: frozenset[str]
    found: list[FoundFigure]

    def find(self, listed: set[int]) -> list[Uncounted]:
        """One a sentence and measure, where no number of that measure was read; whom a list names (`listed`) is left out."""
        counted: set[Measure] = {f.measure for f in self.found if not f.named}
        out: list[Uncounted] = []
        for sentence in self.page.sentences:
            told = {u.measure: u for u in reversed(list(self._of(sentence, listed))) if u.measure not in counted}
            out.extend(told.values())
        return out

    def _of(self, sentence: Span, listed: set[int]) -> Iterator[Uncounted]:
        words = words_of(self.page.doc)
        if not any(i in self.measures.hits for i in range(sentence.start, sentence.end)):
            return
        for i in range(sentence.start, sentence.end):
            if i not in listed and (i in self.nouns or words.lower[i] in self.uncounted or i in self.measures.hits):
                token = self.page.doc[i]
                yield from self._plural(token, _quantity(token)) if self._is_plural(token) else ()

    def _is_plural(self, token: Token) -> bool:
        if any(c.dep_ in ("nummod", "neg") or c.lower_ in (*NONE, "a", "an") for c in token.children):
            return False
        group = self.nouns.get(token.i)
        if group is not None:
            return token.tag_ in ("NNS", "NNPS") and group.countable and not group.things
        return token.lower_ in self.uncounted or (token.tag_ == "NNS" and self.measures.at(token, "self") is not None)

    def _plural(self, token: Token, quantity: Token) -> Iterator[Uncounted]:
        known = any(c.lower_ in DEFINITE for c in quantity.children)
        if acts(quantity) or (known and token.dep_ != "nsubjpass"):
            return
        for word, verb in self._befalls(token, quantity):
            tells = word.measure == "killed" if known else word.measure in HARM
            if tells and not any(c.dep_ == "neg" or c.tag_ == "MD" for c in verb.children):
                yield Uncounted(word.measure, verb)

    def _befalls(self, token: Token, quantity: Token) -> Iterator[Found]:
        """What befalls them, by each verb that the parse joins: "killed and wounded several people"."""
        word = self.measures.at(token, "self")
        if word is not None and self.nouns.get(token.i) is None:
            if self._brought_about(quantity):
                yield word, token
            return
        found = self.measures.of(quantity) or suffers(self.measures, quantity)
        if found is None:
            return
        yield found
        for verb in _sharing(found[1], quantity):
            word = self.measures.at(verb, found[0].role)
            if word is not None and word.measure != found[0].measure:
                yield word, verb

    def _brought_about(self, noun: Token) -> bool:
        """ "causing injuries", "led to deaths and injuries", "there were injuries": not "died of injuries"."""
        while noun.dep_ == "conj" and noun.head.pos_ == "NOUN":
            noun = noun.head
        above = noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ in ("to", "in", "of") else noun.head
        there = any(c.dep_ == "expl" for c in above.children)
        return noun.i != above.i and (there or above.lemma_.lower() in self.bringing)


def _quantity(token: Token) -> Token:
    """The head of "a number of civilians"; the noun itself where it has none."""
    of = token.head
    if token.dep_ == "pobj" and of.lower_ == "of" and of.head.lemma_.lower() in OF_MANY:
        return of.head
    return token


def _sharing(verb: Token, noun: Token) -> Iterator[Token]:
    """The verbs that share the noun with the one that the parse gives it to: "killed and wounded several people", "several were killed and wounded"."""
    if noun.dep_ == "dobj" and verb.dep_ == "conj" and not any(c.dep_ == "dobj" for c in verb.head.children):
        yield verb.head
    if noun.dep_ in SUBJECTS:
        yield from (c for c in verb.children if c.dep_ == "conj" and not any(g.dep_ in ("dobj", *SUBJECTS) for g in c.children))
