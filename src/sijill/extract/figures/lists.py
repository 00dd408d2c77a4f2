"""Lists of names: "Omar Haddad (34), his wife Huda and their daughters Salma and Rana were killed", "The victims were named as A, B and C".

In: a page, its measure words and group nouns. Out: one figure a list, which counts as many as it names, every person in `named`. A list tells who was harmed
where the parse or the words around it put one of its names under a measure, or where words such as "the victims were named as" lead it in.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from spacy.tokens import Span, Token

from sijill.extract.figures.measures import HARM, Found, Measures, acts, suffers
from sijill.extract.figures.record import FoundFigure, FoundVictim
from sijill.extract.figures.victims import Describer, name_at
from sijill.extract.page import Page
from sijill.extract.phrases import Stretch, end_of
from sijill.lexicon import Group
from sijill.model import Measure

#: What may stand between two names of a list.
JOINING = frozenset({"and", "&", "along", "with", "together", "alongside", "as", "well", "both", "also", "another", "named", "called", "namely", "plus"})
MARKS = frozenset(",;:–—-•*()“”\"")
#: Marks behind which a list names those spoken of before.
EXPLAINING = frozenset({":", "–", "—", "-", ","})
#: Tokens between two names of one list at most.
GAP = 14
#: Words for those counted before, and how many tokens back they may have been.
MEANT, NEAR = frozenset({"they", "both"}), 60
#: Tokens between the words that lead a list in and its first name.
LEAD_IN = 9


@dataclass
class Item:
    """One name with the words that describe it, and what the list calls those that it names ("their daughters A and B")."""

    name: list[Token]
    lead: list[Token]
    tail: list[Token]
    called: Group | None = None

    @property
    def first(self) -> Token:
        return min((*self.name, *self.lead), key=lambda t: t.i)

    @property
    def last(self) -> Token:
        return max((*self.name, *self.tail), key=lambda t: t.i)


@dataclass
class Lists:
    """One page's lists of names; `found` are the figures read from its numbers."""

    page: Page
    measures: Measures
    nouns: dict[int, Group]
    describer: Describer
    titles: frozenset[str]
    lost: frozenset[str]
    naming: frozenset[str]
    found: list[FoundFigure]
    taken: set[int] = field(default_factory=set)

    def find(self) -> set[int]:
        """Adds a figure for each list to `found`; gives the tokens that belong to one."""
        self._others: list[Stretch] = [(p.span.start, p.span.end) for p in self.page.places]
        self._others += [(m.start, m.end) for m in self.page.actors if m.entry.type != "person"]
        self._others += [(d.start, d.end) for d in self.page.dates]
        carried: Measure | None = None
        for sentence in self.page.sentences:
            carried = self._sentence(sentence, carried)
        return self.taken

    def _sentence(self, sentence: Span, carried: Measure | None) -> Measure | None:
        """Reads one sentence; gives the measure under which a list is to follow on the next lines."""
        chains = list(self._chains(sentence)) if self._bears_on_harm(sentence) or carried else []
        for chain in chains:
            opens = chain[0].first.i - sentence.start <= 2 and not any(t.pos_ in ("VERB", "AUX") for t in sentence)
            read = self._measure(chain, sentence) or ((carried, chain[0].name[0], "en.naming") if carried and opens else None)
            if read is not None and read[0] in HARM and (len(chain) > 1 or self._introduced(chain[0], read[2])):
                self._add(chain, *read)
        if sentence.text.rstrip().endswith((":", ":-", "–")):
            lead = self._lead_in(sentence[-1], sentence)
            return lead[0] if lead else None
        follows_on = carried if chains and chains[0][0].first.i - sentence.start <= 2 else None
        return follows_on

    def _introduced(self, item: Item, rule: str) -> bool:
        """One name alone needs plain words of naming: "identified as", "named"."""
        near = self.page.doc[max(0, item.first.i - 5) : item.first.i]
        return rule == "en.naming" and any(t.lemma_.lower() in ("name", "identify") or t.lower_ == "as" for t in near)

    def _bears_on_harm(self, sentence: Span) -> bool:
        if sum(t.pos_ == "PROPN" for t in sentence) < 1:
            return False
        return any(t.i in self.measures.hits or t.lower_ in self.lost for t in sentence) or any(t.lower_ in ("named", "identified") for t in sentence)

    # -- the names ----------------------------------------------------------------------------------------------------

    def _chains(self, sentence: Span) -> Iterator[list[Item]]:
        chain: list[Item] = []
        for item in self._items(sentence):
            if chain and not self._joined(chain[-1], item):
                yield chain
                chain = []
            chain.append(item)
        if chain:
            yield chain

    def _items(self, sentence: Span) -> Iterator[Item]:
        at, beside = sentence.start, -1
        while at < sentence.end:
            token = self.page.doc[at]
            name = name_at(token, self._others)
            at = (name[-1].i if name else at) + 1
            cut = next((n for n, t in enumerate(name) if t.lower_.rstrip(".") not in self.titles or n == len(name) - 1), 0)
            honours, name = name[:cut], name[cut:]
            if not name:
                continue
            lead = self.describer.lead((honours or name)[0]) + honours
            tail = self.describer.tail(name[-1])
            solid = [t for t in name if t.is_alpha]
            follows = 0 <= beside < name[0].i and all(t.text in MARKS or t.lower_ == "and" for t in self.page.doc[beside : name[0].i])
            if len(solid) >= 2 or follows or any(t.i in self.nouns or t.lower_ == "old" for t in lead) or self._aged(tail):
                item = Item(name, lead, tail, self._called(lead))
                yield item
                at = max([at, *(t.i + 1 for t in tail)])
                beside = at if item.called is not None or follows else -1

    def _aged(self, tail: list[Token]) -> bool:
        return bool(tail) and any(n.kind == "age" and tail[0].idx <= n.start < end_of(tail[-1]) for n in self.page.numbers)

    def _called(self, lead: list[Token]) -> Group | None:
        plural = [g for t in lead if (g := self.nouns.get(t.i)) is not None and t.tag_ in ("NNS", "NNPS")]
        return plural[-1] if plural else None

    def _joined(self, one: Item, other: Item) -> bool:
        """True when only joining words, describing words and verbs of harm stand between two names."""
        between = list(self.page.doc[one.last.i + 1 : other.first.i])
        if not between or len(between) > GAP:
            return False
        return all(self._joins(t) for t in between)

    def _joins(self, token: Token) -> bool:
        plain = token.lower_ in JOINING or token.text in MARKS or token.pos_ in ("DET", "NUM") or token.tag_ == "PRP$"
        suffered = token.tag_ == "VBN" and token.i in self.measures.hits
        return plain or suffered or token.pos_ in ("AUX", "ADV") or token.i in self.nouns or self.measures.at(token, "agent") is not None

    # -- what befell them ---------------------------------------------------------------------------------------------

    def _measure(self, chain: list[Item], sentence: Span) -> tuple[Measure, Token, str] | None:
        lead = self._lead_in(chain[0].first, sentence)
        if lead is not None:
            return lead[0], lead[1], "en.naming"
        for head in (*(i.name[-1] for i in chain), *(t for t in chain[0].lead if t.i in self.nouns)):
            found = None if acts(head) else self._befalls(head)
            if found is not None:
                return found[0].measure, found[1], found[0].id
        found = self._explained(chain[0].first, sentence) or self._closed(chain[-1].last)
        return (found[0].measure, found[1], found[0].id) if found is not None else None

    def _explained(self, first: Token, sentence: Span) -> Found | None:
        """ "killed alongside her children – two daughters A and B": what befell those whom the list behind a dash or colon names."""
        i = first.i - 1
        while i > sentence.start and self.page.doc[i].pos_ in ("NUM", "DET"):
            i -= 1
        if i <= sentence.start or self.page.doc[i].text not in EXPLAINING:
            return None
        noun = self.page.doc[i - 1]
        return self._befalls(noun) if noun.i in self.nouns and not acts(noun) else None

    def _closed(self, last: Token) -> Found | None:
        """ "posts identify A and B as killed": the words right behind a list."""
        behind = [t for t in last.doc[last.i + 1 : last.i + 4] if t.text not in MARKS]
        if len(behind) < 2 or behind[0].lower_ != "as":
            return None
        word = self.measures.at(behind[1], "patient", "self")
        return (word, behind[1]) if word is not None else None

    def _befalls(self, head: Token) -> Found | None:
        up = head
        while up.dep_ in ("compound", "flat", "nmod", "appos", "conj") and up.head.i < head.i and up.head.pos_ in ("PROPN", "NOUN"):
            up = up.head
        found = self.measures.of(head) or (self.measures.of(up) if up.i != head.i else None)
        return found or suffers(self.measures, head)

    def _lead_in(self, first: Token, sentence: Span) -> tuple[Measure, Token] | None:
        """The measure that the words before a list give it: a word for victims, and behind it one of naming that leads to the list."""
        before = [t for t in sentence if t.i < first.i]
        naming = next((t for t in reversed(before[-LEAD_IN:]) if t.lower_ in self.naming or t.text == ":"), None)
        if naming is None or not all(self._leads(t) for t in before if t.i > naming.i):
            return None
        for token in reversed([t for t in before if t.i <= naming.i]):
            found = self.measures.at(token, "patient", "agent", "self", "of")
            if found is not None and found.measure in HARM:
                return found.measure, token
            if token.lower_ in self.lost or token.lemma_.lower() in self.lost:
                return "killed", token
        return self._counted_before(before)

    def _counted_before(self, before: list[Token]) -> tuple[Measure, Token] | None:
        """ "Both paramedics were identified as A and B": those that the text has counted just before."""
        for token in before:
            told = [f for f in self.found if f.measure in HARM and not f.named and f.head.i < before[0].i and f.head.sent.end >= before[0].i - NEAR]
            same = [f for f in told if token.lower_ in MEANT or (token.i in self.nouns and f.head.lemma_ == token.lemma_)]
            if same and (token.i in self.nouns or token.dep_ in ("nsubj", "nsubjpass")):
                return same[-1].measure, same[-1].verb
        return None

    def _leads(self, token: Token) -> bool:
        return self._joins(token) or token.lower_ in self.naming or token.lower_ in ("by", "sources", "of", "the") or token.is_space

    # -- the figure ---------------------------------------------------------------------------------------------------

    def _add(self, chain: list[Item], measure: Measure, verb: Token, rule: str) -> None:
        named = list(self._victims(chain))
        end = end_of(chain[-1].last)
        content = (chain[0].first.idx, end + self.page.text.startswith(")", end))
        classes = {v.group_class for v in named}
        head = chain[0].name[-1]
        one_class, n = classes.pop() if len(classes) == 1 else None, len(named)
        figure = FoundFigure(content, head, verb, measure, None, one_class, n, n, "exact", rule, named=named)
        inside = [f for f in self.found if content[0] <= f.head.idx < content[1] and f.measure == measure]
        alike = [f for f in self.found if f.head.sent == head.sent and f.measure == measure]
        before = [f for f in alike if f.head.idx < content[0] and (f.low or 0) >= len(named)]
        figure.part_of = before[-1] if before else None
        for other in inside:
            if self._named_right_behind(other, chain):
                other.part_of = figure.part_of or figure
        self.found.append(figure)
        self.taken |= {t.i for item in chain for t in (*item.lead, *item.name, *item.tail)}

    def _how_many(self, item: Item) -> int:
        """How many a list calls by the noun before the name: "her three daughters"; without a number as many as it likes."""
        numbers = [n for n in self.page.numbers if n.kind == "count" and n.low and item.lead[0].idx - 8 <= n.core_start < item.name[0].idx]
        return numbers[-1].low or -1 if numbers else -1

    def _named_right_behind(self, counted: FoundFigure, chain: list[Item]) -> bool:
        """ "their five children A, B …": the names that follow are those counted."""
        return any(0 <= item.first.i - counted.head.i <= 2 or counted.head in item.lead for item in chain)

    def _victims(self, chain: list[Item]) -> Iterator[FoundVictim]:
        called, left = None, 0
        for n, item in enumerate(chain):
            if item.called is not None:
                called, left = item.called, self._how_many(item)
            elif left == 0 or any(t.i in self.nouns for t in item.lead):
                called = None
            left -= 1
            yield self.describer.victim(item.name, (*item.lead, *item.tail), called, pronouns=n == 0)
