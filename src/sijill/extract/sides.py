"""What class of actor a noun phrase names: by the actor lexicon, by its nouns, by the nation of its forces.

In: the head of a noun phrase, with the place of what happens. Out: one of ACLED's eight actor classes, or None where the words tell none.
"""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from sijill.extract.actors import ActorMention
from sijill.extract.page import Page
from sijill.extract.phrases import core_phrase, end_of
from sijill.lexicon import EventClass, Lexicon
from sijill.lexicon.places import load_demonyms
from sijill.model import ActorClass, Place


class Sides:
    """Compiled once from the lexicon; `of` answers for one noun phrase."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.gathering = lexicon.words_for("gathering")
        self._state = lexicon.words_for("of_the_state")
        self._forms: dict[str, ActorClass] = {}
        for group in lexicon.groups:
            if group.actor:
                self._forms.update(dict.fromkeys(group.forms, group.actor))
        for role in lexicon.roles:
            if role.type == "person":
                self._forms.update({f: self._forms.get(f, "civilians") for f in role.forms})
        self._property: dict[str, ActorClass] = {}
        for side in lexicon.sides:
            (self._property if side.as_target else self._forms).update(dict.fromkeys(side.forms, side.class_))
        self._classes = {c.class_: c for c in lexicon.event_classes}

    def of(self, head: Token, page: Page, mentions: Sequence[ActorMention], place: Place | None) -> ActorClass | None:
        """The class that the phrase's own words tell."""
        phrase = core_phrase(head)
        start, end = phrase[0].idx, end_of(phrase[-1])
        own = [m for m in mentions if start <= m.start and m.end <= end and m.entry.class_]
        named = own[-1] if own else None
        noun = self._noun(head)
        if named is not None and named.entry.class_ is not None and noun not in ("civilians", "protesters", "rioters"):
            foreign = named.entry.class_ == "state_forces" and _abroad(named.entry.country, place)
            return "external_forces" if foreign else named.entry.class_
        if noun in ("political_militia", "rebel_group") and any(t.lemma_.lower() in self._state for t in phrase if t.dep_ in ("compound", "amod")):
            noun = "state_forces"
        if noun == "state_forces" and _abroad(_nation(phrase), place):
            return "external_forces"
        if noun is None and head.pos_ == "PROPN":
            return "civilians" if head.ent_type_ == "PERSON" else "rebel_group" if _acronym(head) else None
        return noun

    def owners(self, head: Token) -> ActorClass | None:
        """Those whose property it is that is hit or taken."""
        return self._property.get(head.lemma_.lower())

    def _noun(self, head: Token) -> ActorClass | None:
        """The longest form that ends at the head; behind gathering nouns, that of what they gather."""
        words = [t for t in head.subtree if t.i <= head.i][-4:]
        for n in range(len(words)):
            for keys in ([t.lower_ for t in words[n:]], [*(t.lower_ for t in words[n:-1]), head.lemma_.lower()]):
                known = self._forms.get(" ".join(keys))
                if known is not None and not (head.lemma_.lower() in self.gathering and _gathered(head)):
                    return known
        inner = _gathered(head)
        return self._noun(inner) if inner is not None else None

    def in_event(self, own: ActorClass | None, class_: str, *, acts: bool, plural: bool) -> ActorClass | None:
        """The class in an event of `class_`: what it makes of whoever acts or suffers."""
        code: EventClass | None = self._classes.get(class_)
        if code is None:
            return own
        if acts and code.agent_class == "protesters" and own != "state_forces":
            return code.agent_class
        if acts and own in (None, "civilians"):
            return code.agent_class or (code.person_agent if own and plural else None) or own
        return own or (code.target_class if plural and not acts else None)


def _gathered(head: Token) -> Token | None:
    for child in head.children:
        if child.dep_ == "prep" and child.lower_ == "of":
            return next((c for c in child.children if c.dep_ == "pobj"), None)
    return None


def _nation(phrase: Sequence[Token]) -> str | None:
    demonyms = load_demonyms()
    return next((demonyms[t.text] for t in phrase if t.text in demonyms), None)


def _abroad(country: str | None, place: Place | None) -> bool:
    return country is not None and place is not None and place.country is not None and place.country != country


def _acronym(head: Token) -> bool:
    return head.text.isupper() and len(head.text) > 2
