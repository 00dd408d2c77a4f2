"""Who acts in an event and who suffers it: heads of noun phrases become actors with a full name, a class and their own words.

In: heads that the event's clause gives. Out: actors. Dates, bare numbers, towns, weapons and what a verb merely takes ("took place", "opened
fire") are nobody. Where the clause gives nobody who acts, the side named last before the verb does.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from spacy.tokens import Token

from sijill.extract.coreference import Cast
from sijill.extract.events import FoundEvent
from sijill.extract.page import Page
from sijill.extract.phrases import Stretch, core_phrase, end_of, stretch
from sijill.extract.sides import Sides
from sijill.extract.words import sentence_of
from sijill.model import Actor, ActorClass, Place, Span

#: Actor classes that bear arms.
ARMED = frozenset({"state_forces", "rebel_group", "political_militia", "identity_militia", "external_forces"})
#: How the parse ties a subject that it did not see as one.
STRAY = frozenset({"nsubj", "appos", "conj", "npadvmod", "dep", "ROOT", "nmod"})
PRONOUNS = frozenset({"PRON", "DET"})
PERSONS = frozenset({"they", "he", "she", "who"})


@dataclass
class Parties:
    """The parties of one page's events."""

    page: Page
    cast: Cast
    sides: Sides

    def of(self, heads: tuple[Token, ...], place: Place | None, class_: str, *, acts: bool) -> tuple[Actor, ...]:
        """The actors that the heads name, each name once; `acts` tells agents from those who suffer."""
        named = [o for h in heads for o in self._owners(h)] if acts else heads
        found = (self._party(h, place, class_, acts=acts) for h in named if not self._nobody(h, acts=acts))
        return tuple({a.name: a for a in found if a is not None}.values())

    def _owners(self, head: Token) -> tuple[Token, ...]:
        """Whoever's it is, of a thing that acts: "a Russian missile struck"; else the head itself."""
        if not self.sides.is_thing(head, acts=True):
            return (head,)
        return tuple(c for c in head.children if c.dep_ in ("poss", "amod", "compound") and c.text[:1].isupper()) or (head,)

    def before(self, found: FoundEvent, place: Place | None) -> tuple[Actor, ...]:
        """Where the parse gives nobody who acts: who was named last before the verb and can do such a thing."""
        if found.token.pos_ != "VERB" or (found.targets and found.token.tag_ == "VBN"):
            return ()
        crowd = self.sides.of_a_crowd(found.class_)
        for head in reversed([t for t in self.page.doc[sentence_of(found.token).first : found.token.i] if t.dep_ in STRAY]):
            if head.pos_ in ("NOUN", "PROPN") and not self._nobody(head, acts=True):
                class_ = self._own(head, place, acts=True)
                if class_ in ARMED or (crowd and class_ is not None):
                    return self.of((head,), place, found.class_, acts=True)
        return ()

    def bear_out(self, found: FoundEvent) -> bool:
        """Of an event that needs somebody: whether one of those who act is of a side by their own words. "Killed by the cold" tells of nobody."""
        return not found.needs_agent or any(map(self._somebody, found.actors))

    def _somebody(self, head: Token) -> bool:
        return head.lower_ in PERSONS or (not self._nobody(head, acts=True) and self._own(head, None, acts=True) is not None)

    def name(self, head: Token) -> str:
        """The full name of whom the head names."""
        return self.cast.named(head, _phrase(head)).name

    def _party(self, head: Token, place: Place | None, class_: str, *, acts: bool) -> Actor | None:
        phrase = _phrase(head)
        party = self.cast.named(head, phrase)
        if head.pos_ in PRONOUNS and party.name.lower() == head.lower_:
            return None
        own = self._own(head, place, acts=acts) or party.actor_class
        side = self.sides.in_event(own, class_, head, acts=acts)
        return Actor(name=party.name, span=Span.of(self.page.text, *phrase), **{"class": side})

    def _own(self, head: Token, place: Place | None, *, acts: bool) -> ActorClass | None:
        where = place.country if place is not None and place.country is not None else self._home
        return self.sides.of(head, self.cast.actors, where, acts=acts)

    @cached_property
    def _home(self) -> str | None:
        """The country that the page's places lie in, most of them."""
        seen = Counter(p.place.country for p in self.page.places if p.kind != "demonym" and p.place.country)
        return min(seen, key=lambda c: (-seen[c], c)) if seen else None

    def _nobody(self, head: Token, *, acts: bool) -> bool:
        if head.pos_ in ("NUM", "ADV", "ADP") or head.is_punct or (head.pos_ == "ADJ" and head.is_lower) or self.sides.is_thing(head, acts=acts):
            return True
        if any(d.start <= head.idx < d.end for d in self.page.dates):
            return True
        if any(m.start <= head.idx < m.end and (acts or m.kind != "metonym") for m in self.cast.actors):
            return False
        return any(p.span.start <= head.idx < p.span.end and (p.kind in ("container", "facility") or _town(p.kind, p.place)) for p in self.page.places)


def _town(kind: str, place: Place) -> bool:
    return kind != "demonym" and place.precision != "country"


def _phrase(head: Token) -> Stretch:
    return stretch(core_phrase(head)) or (head.idx, end_of(head))
