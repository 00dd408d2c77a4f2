"""Find every figure of a page: numbers first, then persons singly described; each with its measure, group and whole.

In: a page with its numbers. Out: figures in text order. A number without a measure is no figure.
"""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from sijill.extract.figures.lists import Lists
from sijill.extract.figures.measures import (
    ASTRAY,
    HARM,
    Found,
    Measures,
    acts,
    beside,
    counted_singular,
    death_before,
    standing_behind,
    suffers,
    toll_before,
)
from sijill.extract.figures.plurals import Plurals
from sijill.extract.figures.record import FoundFigure, Uncounted
from sijill.extract.figures.singles import Singles
from sijill.extract.figures.victims import Describer, VictimWords
from sijill.extract.matcher import Matcher
from sijill.extract.names import Person
from sijill.extract.numbers import FoundNumber
from sijill.extract.page import Page
from sijill.extract.phrases import SUBJECTS, Stretch, core_phrase, end_of
from sijill.extract.words import same_sentence, sentence_of
from sijill.lexicon import Group, Lexicon, MeasureWord
from sijill.model import Measure

ATTACKS = frozenset({"attacks", "munitions"})
PARTS = frozenset({"include", "including", "among"})


@dataclass
class Counted:
    """What a number counts: the noun (or the number itself), its group entry, and the noun as written."""

    head: Token
    group: Group | None
    noun: str | None


class FigureFinder:
    """Compiled once from the lexicon; `find` reads one page."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._measures: Matcher[MeasureWord] = Matcher(lexicon.measures)
        self._groups: Matcher[Group] = Matcher(lexicon.groups)
        self._families = lexicon.words_for("kin")
        self._persons = frozenset(form for role in lexicon.roles if role.type == "person" for form in role.forms)
        self._victim_words = VictimWords.of(lexicon)
        self._titles = self._persons | lexicon.words_for("title")
        self._many = lexicon.words_for("gathering") - self._persons
        self._lost, self._naming = lexicon.words_for("lost"), lexicon.words_for("naming")
        self._uncounted, self._bringing = lexicon.words_for("uncounted"), lexicon.words_for("brings_about")
        self._kin = next(g for g in lexicon.groups if g.class_ == "people")

    def find(self, page: Page, people: list[Person]) -> tuple[list[FoundFigure], list[Uncounted]]:
        """All figures outside furniture, in text order; and what harm is told of people whom nobody counts."""
        reading = _Reading(page, Measures(page.doc, self._measures), self.nouns(page), people)
        reading.numbers()
        describer = Describer(page, reading.nouns, self._victim_words)
        listed = Lists(page, reading.measures, reading.nouns, describer, self._titles, self._lost, self._naming, reading.found).find()
        Singles(page, reading.measures, reading.nouns, self._persons, self._many, people, reading.found, describer, reading.whole, reading.written).find(listed)
        uncounted = Plurals(page, reading.measures, reading.nouns, self._uncounted, self._bringing, reading.found).find(listed)
        return sorted(reading.found, key=lambda f: f.content), uncounted

    def _of_a_family(self, noun: Token) -> bool:
        """ "members of the X family" are people, not fighters."""
        return noun.lemma_.lower() == "member" and any(t.lemma_.lower() in self._families for t in noun.subtree)

    def nouns(self, page: Page) -> dict[int, Group]:
        """The group words of a page, by token."""
        nouns: dict[int, Group] = {}
        for hit in self._groups.find(page.doc):
            nouns.setdefault(hit.root.i, self._kin if self._of_a_family(hit.root) else hit.entry)
        return nouns


class _Reading:
    def __init__(self, page: Page, measures: Measures, nouns: dict[int, Group], people: list[Person]) -> None:
        self.page, self.measures, self.nouns, self.people = page, measures, nouns, people
        self.found: list[FoundFigure] = []

    # -- numbers ------------------------------------------------------------------------------------------------------

    def numbers(self) -> None:
        """All numbers; then those that a list joins to the next one: "one soldier and two farmers were killed"."""
        counts = [n for n in self.page.numbers if n.kind == "count" and not self.page.is_furniture(n.start, n.end)]
        read = [self.number(n) for n in counts]
        for n in range(len(counts) - 2, -1, -1):
            if read[n] is None and read[n + 1] is not None:
                read[n] = self._joined(counts[n], counts[n + 1], read[n + 1])

    def _joined(self, number: FoundNumber, following: FoundNumber, beside: FoundFigure | None) -> FoundFigure | None:
        """The number as counted under the same word as the next, where only its noun and "and" stand between and the verb comes behind both."""
        tokens = self.page.tokens(number.core_start, number.core_end)
        counted = self._noun_behind(tokens[-1]) if tokens else None
        if counted is None or beside is None or counted.group is None or counted.group.things or beside.verb.i < beside.head.i:
            return None
        between = self.page.text[end_of(counted.head) : following.start]
        if between.strip(" ,") != "and" or beside.measure not in HARM:
            return None
        return self._add(number, counted, beside.measure, beside.verb, beside.rule, None)

    def number(self, number: FoundNumber) -> FoundFigure | None:
        """The figure that the number makes, or None."""
        tokens = self.page.tokens(number.core_start, number.core_end)
        if not tokens:
            return None
        last = tokens[-1]
        counted = self._counted(last, tokens)
        whole = self.whole(counted.head, number)
        read = self._measure(counted, tokens, number) or ((whole.measure, whole.verb, "en.part_of") if whole else None)
        if read is None:
            read = self._attack(counted, last)
        if read is None or (counted.group is not None and not counted.group.countable):
            return None
        measure, verb, rule = read
        if not self._sensible(measure, counted, last):
            return None
        figure = self._add(number, counted, measure, verb, rule, whole)
        self._of_whom(counted.head, figure)
        return figure

    def _of_whom(self, head: Token, figure: FoundFigure) -> None:
        """ "Two civilians were among four people killed": the subject is part of those behind "among"."""
        if not _behind_among(head):
            return
        for part in self.found:
            if part.head.head.i == head.head.head.i and part.head.dep_ in SUBJECTS:
                part.part_of = figure

    def _counted(self, last: Token, tokens: list[Token]) -> Counted:
        for token in reversed(tokens):
            noun = self._noun_over(token)
            if noun is not None:
                return noun
        behind = self._noun_behind(last)
        return behind or Counted(last, None, None)

    def _noun_over(self, token: Token) -> Counted | None:
        of = next((c for c in token.children if c.dep_ == "prep" and c.lower_ == "of"), None)
        if of is not None:
            inner = next((c for c in of.children if c.dep_ == "pobj"), None)
            if inner is not None and inner.pos_ == "PRON":
                return self._of_them(token, inner)
            if inner is not None:
                attr = self._predicate(token)
                return attr or Counted(token if token.dep_ in ("nsubj", "nsubjpass", "dobj", "pobj") else inner, self._group(inner), self.written(inner))
        if token.dep_ in ("nummod", "amod", "det", "quantmod", "compound", "advmod") and token.head.i > token.i:
            head = token.head
            if any(t.text == "(" and t.nbor(1).pos_ == "NUM" for t in token.doc[token.i + 1 : head.i]):
                return None
            while head.dep_ == "compound" and head.head.i > head.i:
                head = head.head
            if counted_singular(head) and head.i not in self.nouns and self.measures.at(head, "agent", "patient"):
                return None
            if head.pos_ in ("NOUN", "PROPN", "ADJ", "PRON") or self.nouns.get(head.i):
                return Counted(head, self._group(head), self.written(head))
        return None

    def _of_them(self, number: Token, them: Token) -> Counted | None:
        """ "100,000 of them children": the noun behind the pronoun."""
        behind = self.page.doc[them.i + 1] if them.i + 1 < len(self.page.doc) else None
        if behind is not None and behind.i in self.nouns:
            return Counted(behind, self._group(behind), self.written(behind))
        attr = self._predicate(number)
        return attr or Counted(number, None, None)

    def _predicate(self, number: Token) -> Counted | None:
        """ "four of the casualties were fighters": the predicate names the group."""
        verb = number.head
        if number.dep_ == "nsubj" and verb.lemma_ == "be":
            attr = next((c for c in verb.children if c.dep_ == "attr" and c.i in self.nouns), None)
            if attr is not None:
                return Counted(number, self._group(attr), self.written(attr))
        return None

    def _noun_behind(self, last: Token) -> Counted | None:
        """The group noun within three words behind, where the parse does not tie it to the number."""
        doc = self.page.doc
        for i in range(last.i + 1, min(len(doc), last.i + 9)):
            if doc[i].i in self.nouns and same_sentence(doc[i], last):
                return Counted(doc[i], self._group(doc[i]), self.written(doc[i]))
            named = (doc[i].text.isupper() and doc[i].is_alpha) or (doc[i].tag_ == "VBN" and doc[i].i not in self.measures.hits)
            bracket = (doc[i].text == "(" and i + 2 < len(doc) and doc[i + 2].text == ")") or (doc[i].text == ")" and doc[i - 2].text == "(")
            apart = doc[i].pos_ not in ("ADJ", "NOUN", "PROPN", "ADV", "PUNCT") or doc[i].text in ",.;:()" or doc[i].is_space
            if apart and not named and not bracket:
                return None
        return None

    def _group(self, noun: Token) -> Group | None:
        return self.nouns.get(noun.i)

    def written(self, noun: Token) -> str:
        group = self._group(noun)
        if group is not None and group.side:
            return group.class_
        if group is not None:
            longest = max((f for f in group.forms if " " in f and f.split()[-1] == noun.lemma_.lower()), default="", key=len)
            words = len(longest.split()) if longest else 1
            first = max(noun.i - words + 1, sentence_of(noun).first)
            if words > 1 and self.page.doc[first].lemma_.lower() == longest.split()[0]:
                return self.page.text[self.page.doc[first].idx : end_of(noun)]
        joined = [c for c in noun.conjuncts if c.i > noun.i and c.i in self.nouns and not _counted_itself(c)]
        if joined and noun.i in self.nouns and joined[-1].i - noun.i <= 3:
            return self.page.text[noun.idx : end_of(joined[-1])]
        return str(noun.text)

    def _measure(self, counted: Counted, tokens: list[Token], number: FoundNumber) -> tuple[Measure, Token, str] | None:
        if acts(counted.head):
            return None
        behind = standing_behind(self.measures, tokens[-1]) if counted.head.i >= tokens[-1].i else None
        if behind is not None:
            return behind[0].measure, behind[1], behind[0].id
        for noun in (counted.head, self._anchor(counted.head, number), tokens[-1], tokens[0], self._anchor(tokens[-1], number)):
            for head in (noun, *_coordinated(noun)):
                found = self.measures.of(head)
                if found is not None:
                    return found[0].measure, found[1], found[0].id
        first = min(tokens[0].i, counted.head.i)
        opening = (self.page.tokens(number.start, number.core_end) or tokens)[0]
        known = death_before(self.measures, opening) or toll_before(self.measures, opening) or self._strayed(counted, number)
        found = known or beside(self.measures, first, max(tokens[-1].i, counted.head.i) + 1, self.page.doc)
        return (found[0].measure, found[1], found[0].id) if found else None

    def _strayed(self, counted: Counted, number: FoundNumber) -> Found | None:
        """What befalls people counted whom the parse hangs on the date or the bound before them."""
        head = counted.head
        in_bound = head.dep_ == "pobj" and number.start <= head.head.idx < number.end
        if counted.group is None or counted.group.things or not (in_bound or head.dep_ in ASTRAY):
            return None
        return suffers(self.measures, head)

    def _anchor(self, noun: Token, number: FoundNumber) -> Token:
        """The word of the bound that holds the noun in the sentence: "a maximum of 8,000 rebels"."""
        while noun.head.i != noun.i and number.start <= noun.head.idx < number.end:
            noun = noun.head
        return noun

    def _attack(self, counted: Counted, last: Token) -> tuple[Measure, Token, str] | None:
        if counted.group is not None and counted.group.class_ in ATTACKS:
            return "other", counted.head, counted.group.id
        return None

    def _sensible(self, measure: str, counted: Counted, last: Token) -> bool:
        things = counted.group is not None and counted.group.things
        if last.lower_ == "both" and counted.group is None and not (last.i + 1 < len(last.doc) and last.nbor(1).pos_ in ("AUX", "VERB")):
            return False
        if measure in ("killed", "injured", "missing", "abducted", "detained", "displaced", "besieged", "surrendered", "trapped"):
            return not things
        if measure == "homes_destroyed":
            return things and counted.group is not None and counted.group.class_ == "homes"
        if measure == "present":
            return (counted.group is not None and counted.group.class_ in ("fighters", "security_forces")) or counted.noun is None
        return True

    def whole(self, head: Token, number: FoundNumber | None) -> FoundFigure | None:
        """The figure of the same sentence that this one is said to be part of."""
        near = [f for f in self.found if f.head.i != head.i and same_sentence(f.head, head)]
        if not near:
            return None
        beside = next((f for f in near if f.part_of is not None and head.dep_ == "conj" and f.head.i in {c.i for c in head.conjuncts}), None)
        if beside is not None:
            return beside.part_of
        if number is not None and (inside := self._in_brackets(number, near)) is not None:
            return inside
        marker = head.head if head.dep_ == "pobj" else None
        if marker is not None and marker.lower_ in PARTS and not _behind_among(head):
            return near[-1] if near[-1].head.i < head.i else near[0]
        text = self.page.text
        lead = text[max(0, (number.start if number else core_phrase(head)[0].idx) - 22) : (number.start if number else core_phrase(head)[0].idx)].lower()
        if any(lead.rstrip().endswith(w) for w in ("including", "among them", "including at least", "of whom", "of them")):
            return near[-1]
        behind = text[end_of(head) : end_of(head) + 30].lower() if number is None else text[number.core_end : number.core_end + 12].lower()
        if behind.lstrip().startswith(("of them", "of whom", "of those")):
            return near[-1]
        return None

    def _in_brackets(self, number: FoundNumber, near: list[FoundFigure]) -> FoundFigure | None:
        """ "killed 12 (7 civilians and 5 soldiers)": what brackets behind a number count, it is made of."""
        text = self.page.text
        opening = text.rfind("(", max(0, number.start - 80), number.start)
        if opening < 0 or ")" in text[opening : number.start]:
            return None
        before = [f for f in near if f.content[1] <= opening + 1 and f.low is not None and number.low is not None and f.low >= number.low]
        return before[-1] if before and opening - before[-1].content[1] < 25 else None

    def _add(self, number: FoundNumber, counted: Counted, measure: Measure, verb: Token, rule: str, whole: FoundFigure | None) -> FoundFigure:
        earlier = self.found[-1] if self.found and same_sentence(self.found[-1].head, counted.head) else None
        group, klass = counted.noun, counted.group.class_ if counted.group else None
        if group is None and earlier is not None:
            group, klass = earlier.group, earlier.group_class
        elif group is None:
            group, klass = self._understood(counted.head)
        if group is not None and counted.group is None and measure in ("killed", "injured") and self.measures.at(counted.head, "self"):
            group, klass = None, None
        content = self._content(number, counted, verb)
        things = counted.group is not None and counted.group.things
        figure = FoundFigure(
            content, counted.head, verb, measure, group, klass, number.low, number.high, number.bound, rule,
            unit=klass or "things" if things else "people", part_of=whole, additive=number.additive,
        )
        self.found.append(figure)
        return figure

    def _understood(self, head: Token) -> tuple[str | None, str | None]:
        """ "Many fighters left and no more than 900 remain": the last people that the sentence spoke of."""
        before = [self.page.doc[i] for i in range(sentence_of(head).first, head.i) if i in self.nouns and not self.nouns[i].things]
        return (self.written(before[-1]), self.nouns[before[-1].i].class_) if before else (None, None)

    def _content(self, number: FoundNumber, counted: Counted, verb: Token) -> Stretch:
        """From the number to the noun, and to the measure word where nothing else that is counted stands between."""
        start, end = number.start, max(number.end, end_of(counted.head) if counted.head.idx >= number.start else number.end)
        if counted.noun and counted.head.idx < number.start:
            end = number.end
        a, b = min(start, verb.idx), max(end, end_of(verb))
        others = [n for n in self.page.numbers if n.kind == "count" and a <= n.start and n.end <= b and n.start != number.start]
        if others or b - a > 90 or not same_sentence(verb, counted.head):
            return start, end
        return a, b


def _counted_itself(token: Token) -> bool:
    return any(c.dep_ == "nummod" for c in token.children)


def _behind_among(head: Token) -> bool:
    """ "… were among four people": the noun behind "among", under "to be"."""
    return head.dep_ == "pobj" and bool(head.head.lower_ == "among") and bool(head.head.head.lemma_ == "be")


def _coordinated(noun: Token) -> list[Token]:
    """The first noun of a coordination, which holds the verb: "six soldiers and one civilian"."""
    out = []
    while noun.dep_ in ("conj", "appos") and noun.head.pos_ in ("NOUN", "PROPN", "NUM", "ADJ"):
        noun = noun.head
        out.append(noun)
    return out
