"""Find every figure of a page: numbers first, then persons singly described; each with its measure, group and whole.

In: a page with its numbers. Out: figures in text order. A number without a measure is no figure.
"""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from sijill.extract.figures.measures import Measures, acts, beside, counted_singular
from sijill.extract.figures.record import FoundFigure
from sijill.extract.matcher import Matcher
from sijill.extract.names import Person, same_name
from sijill.extract.numbers import FoundNumber
from sijill.extract.page import Page
from sijill.extract.phrases import Stretch, core_phrase, end_of, stretch
from sijill.extract.words import same_sentence, sentence_of, words_of
from sijill.lexicon import Group, Lexicon, MeasureWord
from sijill.model import Measure

PERSONAL = frozenset({"killed", "injured", "missing", "abducted", "detained"})
ATTACKS = frozenset({"attacks", "munitions"})
SINGULAR = frozenset({"a", "an", "another", "the", "his", "her", "their", "its", "one", "whose", "our", "my"})
HIM_HER = frozenset({"he", "she", "him", "her"})
#: Where a word stands as a noun, whatever its tag: "killed a civilian".
NOMINAL = frozenset({"dobj", "nsubj", "nsubjpass", "pobj", "conj"})
#: Where somebody stands to whom something is done.
HARMED = frozenset({"dobj", "nsubjpass", "appos"})
ONE = frozenset({"a", "an", "another", "one"})
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
        self._kin = next(g for g in lexicon.groups if g.class_ == "people")

    def find(self, page: Page, people: list[Person]) -> list[FoundFigure]:
        """All figures outside furniture, in text order."""
        reading = _Reading(page, Measures(page.doc, self._measures), self.nouns(page), people)
        for number in page.numbers:
            if number.kind == "count" and not page.is_furniture(number.start, number.end):
                reading.number(number)
        reading.single_persons()
        return sorted(reading.found, key=lambda f: f.content)

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

    def number(self, number: FoundNumber) -> None:
        tokens = self.page.tokens(number.core_start, number.core_end)
        if not tokens:
            return
        last = tokens[-1]
        counted = self._counted(last, tokens)
        whole = self._whole(counted.head, number)
        read = self._measure(counted, tokens, number) or ((whole.measure, whole.verb, "en.part_of") if whole else None)
        if read is None:
            read = self._attack(counted, last)
        if read is None or (counted.group is not None and not counted.group.countable):
            return
        measure, verb, rule = read
        if not self._sensible(measure, counted, last):
            return
        self._add(number, counted, measure, verb, rule, whole)

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
                return attr or Counted(token if token.dep_ in ("nsubj", "nsubjpass", "dobj", "pobj") else inner, self._group(inner), self._written(inner))
        if token.dep_ in ("nummod", "amod", "det", "quantmod", "compound", "advmod") and token.head.i > token.i:
            head = token.head
            while head.dep_ == "compound" and head.head.i > head.i:
                head = head.head
            if counted_singular(head) and head.i not in self.nouns and self.measures.at(head, "agent", "patient"):
                return None
            if head.pos_ in ("NOUN", "PROPN", "ADJ", "PRON") or self.nouns.get(head.i):
                return Counted(head, self._group(head), self._written(head))
        return None

    def _of_them(self, number: Token, them: Token) -> Counted | None:
        """ "100,000 of them children": the noun behind the pronoun."""
        behind = self.page.doc[them.i + 1] if them.i + 1 < len(self.page.doc) else None
        if behind is not None and behind.i in self.nouns:
            return Counted(behind, self._group(behind), self._written(behind))
        attr = self._predicate(number)
        return attr or Counted(number, None, None)

    def _predicate(self, number: Token) -> Counted | None:
        """ "four of the casualties were fighters": the predicate names the group."""
        verb = number.head
        if number.dep_ == "nsubj" and verb.lemma_ == "be":
            attr = next((c for c in verb.children if c.dep_ == "attr" and c.i in self.nouns), None)
            if attr is not None:
                return Counted(number, self._group(attr), self._written(attr))
        return None

    def _noun_behind(self, last: Token) -> Counted | None:
        """The group noun within three words behind, where the parse does not tie it to the number."""
        doc = self.page.doc
        for i in range(last.i + 1, min(len(doc), last.i + 5)):
            if doc[i].i in self.nouns and same_sentence(doc[i], last):
                return Counted(doc[i], self._group(doc[i]), self._written(doc[i]))
            if doc[i].pos_ not in ("ADJ", "NOUN", "PROPN", "ADV", "PUNCT") or doc[i].text in ",.;:" or doc[i].is_space:
                return None
        return None

    def _group(self, noun: Token) -> Group | None:
        return self.nouns.get(noun.i)

    def _written(self, noun: Token) -> str:
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
        for noun in (counted.head, self._anchor(counted.head, number), tokens[-1], tokens[0], self._anchor(tokens[-1], number)):
            for head in (noun, *_coordinated(noun)):
                found = self.measures.of(head)
                if found is not None:
                    return found[0].measure, found[1], found[0].id
        first = min(tokens[0].i, counted.head.i)
        found = beside(self.measures, first, max(tokens[-1].i, counted.head.i) + 1, self.page.doc)
        return (found[0].measure, found[1], found[0].id) if found else None

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
        if measure in ("killed", "injured", "missing", "abducted", "detained", "displaced", "besieged", "surrendered", "trapped"):
            return not things
        if measure == "homes_destroyed":
            return things and counted.group is not None and counted.group.class_ == "homes"
        if measure == "present":
            return (counted.group is not None and counted.group.class_ in ("fighters", "security_forces")) or counted.noun is None
        return True

    def _whole(self, head: Token, number: FoundNumber | None) -> FoundFigure | None:
        """The figure of the same sentence that this one is said to be part of."""
        near = [f for f in self.found if f.head.i != head.i and same_sentence(f.head, head)]
        if not near:
            return None
        beside = next((f for f in near if f.part_of is not None and head.dep_ == "conj" and f.head.i in {c.i for c in head.conjuncts}), None)
        if beside is not None:
            return beside.part_of
        marker = head.head if head.dep_ == "pobj" else None
        if marker is not None and marker.lower_ in PARTS | {"of"} and marker.lower_ != "of":
            return near[-1] if near[-1].head.i < head.i else near[0]
        text = self.page.text
        lead = text[max(0, (number.start if number else core_phrase(head)[0].idx) - 22) : (number.start if number else core_phrase(head)[0].idx)].lower()
        if any(lead.rstrip().endswith(w) for w in ("including", "among them", "including at least", "of whom", "of them")):
            return near[-1]
        behind = text[end_of(head) : end_of(head) + 30].lower() if number is None else text[number.core_end : number.core_end + 12].lower()
        if behind.lstrip().startswith(("of them", "of whom", "of those")):
            return near[-1]
        return None

    def _add(self, number: FoundNumber, counted: Counted, measure: Measure, verb: Token, rule: str, whole: FoundFigure | None) -> None:
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
        self.found.append(FoundFigure(
            content, counted.head, verb, measure, group, klass, number.low, number.high, number.bound, rule,
            unit=klass or "things" if things else "people", part_of=whole, additive=number.additive,
        ))

    def _understood(self, head: Token) -> tuple[str | None, str | None]:
        """ "Many fighters left and no more than 900 remain": the last people that the sentence spoke of."""
        before = [self.page.doc[i] for i in range(sentence_of(head).first, head.i) if i in self.nouns and not self.nouns[i].things]
        return (self._written(before[-1]), self.nouns[before[-1].i].class_) if before else (None, None)

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

    # -- persons singly described -------------------------------------------------------------------------------------

    def single_persons(self) -> None:
        """One person killed, injured, missing, abducted or detained: "a child", "the officer who was killed", a name."""
        taken = {f.head.i for f in self.found}
        words = words_of(self.page.doc)
        for sentence in self.page.sentences:
            for i in range(sentence.start, sentence.end):
                if i not in taken and (words.pos[i] in ("NOUN", "PROPN", "ADJ") or words.lower[i] in HIM_HER):
                    token = self.page.doc[i]
                    if self._is_one(token):
                        self._single(token, taken)

    def _single(self, token: Token, taken: set[int]) -> None:
        found = self.measures.of(token) if not acts(token) else None
        whole = self._whole(token, None)
        measure, verb, rule = (found[0].measure, found[1], found[0].id) if found else (None, None, "")
        if measure is None and token.dep_ == "conj":
            above = next((f for f in self.found if f.head.i in {c.i for c in token.conjuncts}), None)
            measure, verb, rule = (above.measure, above.verb, above.rule) if above else (None, None, "")
        if measure is None and whole is not None:
            measure, verb, rule = whole.measure, whole.verb, "en.part_of"
        if measure not in PERSONAL or verb is None or _negated(verb):
            return
        phrase = stretch(core_phrase(token)) or (token.idx, end_of(token))
        a, b = min(phrase[0], verb.idx), max(phrase[1], end_of(verb))
        group = self._group(token)
        person = self._person(token)
        victim: dict[str, object] = {"name": person.name if person else None, "age": self._age(token), "span": phrase}
        self.found.append(FoundFigure(
            (a, b) if b - a < 120 else phrase, token, verb, measure, None if person or token.lower_ in HIM_HER else self._written(token),
            group.class_ if group else None, 1, 1, "exact", rule, part_of=whole, named=[victim],
            additive=any(c.lower_ == "another" for c in token.children),
        ))
        taken.add(token.i)

    def _is_one(self, token: Token) -> bool:
        if token.lower_ in HIM_HER:
            return token.dep_ in ("dobj", "nsubjpass", "nsubj")
        if token.tag_ in ("NNS", "NNPS") or not (token.pos_ in ("NOUN", "PROPN") or (token.pos_ == "ADJ" and token.dep_ in NOMINAL)):
            return False
        if any(c.dep_ == "nummod" for c in token.children) and not any(c.lower_ == "one" for c in token.children):
            return False
        group = self.nouns.get(token.i)
        if group is not None and group.class_ not in ("families",) and not group.things and group.countable:
            return core_phrase(token)[0].lower_ in SINGULAR or any(c.lower_ in SINGULAR for c in token.children)
        if token.dep_ != "compound" and self._person(token) is not None:
            return True
        return group is None and token.dep_ in HARMED and core_phrase(token)[0].lower_ in ONE and self._harmed(token)

    def _harmed(self, token: Token) -> bool:
        """Who is killed, abducted or detained is somebody, whatever the noun: "a bank clerk was shot dead"."""
        found = self.measures.of(token)
        if found is None:
            return False
        own = found[1].i == token.head.i or token.head.is_ancestor(found[1])
        return found[0].role == "patient" and found[0].measure in ("killed", "abducted", "detained") and own and token.dep_ != found[1].dep_

    def _person(self, token: Token) -> Person | None:
        if token.pos_ != "PROPN":
            return None
        return next((p for p in self.people if same_name(p, (token.text,))), None)

    def _age(self, token: Token) -> int | None:
        near = [n for n in self.page.numbers if n.kind == "age" and abs(n.start - token.idx) < 40 and n.low is not None]
        return near[0].low if near else None


def _counted_itself(token: Token) -> bool:
    return any(c.dep_ == "nummod" for c in token.children)


def _coordinated(noun: Token) -> list[Token]:
    """The first noun of a coordination, which holds the verb: "six soldiers and one civilian"."""
    out = []
    while noun.dep_ in ("conj", "appos") and noun.head.pos_ in ("NOUN", "PROPN", "NUM", "ADJ"):
        noun = noun.head
        out.append(noun)
    return out


def _negated(verb: Token) -> bool:
    return any(c.dep_ == "neg" for c in verb.children)
