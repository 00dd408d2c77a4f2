"""Which of ACLED's eight classes an actor belongs to: from its name in the lexicon, the noun that heads its phrase, its side, and what it does.

In: the head of a noun phrase and the country where it acts. Out: a class, or None where nothing tells it. Forces of one country in another are
external forces; soldiers who have left the service are civilians; a helicopter or a position is the side's that it belongs to.
"""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from sijill.extract.actors import ActorMention
from sijill.extract.phrases import core_phrase, end_of
from sijill.extract.words import sentence_of
from sijill.lexicon import EventClass, Lexicon
from sijill.lexicon.places import load_demonyms
from sijill.model import ActorClass

CROWDS = frozenset({"protesters", "rioters"})
PLAIN = frozenset({"civilians", "protesters", "rioters"})
IRREGULAR = frozenset({"rebel_group", "political_militia", "identity_militia"})


class Sides:
    """Compiled once from the lexicon; `of` answers for one noun phrase."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._acting, self._suffering = _forms(lexicon)
        self.gathering = lexicon.words_for("gathering")
        self._state = lexicon.words_for("of_the_state")
        self._materiel = lexicon.words_for("materiel")
        self._left = lexicon.words_for("left_service")
        self._alone = lexicon.words_for("people_alone")
        self._things = lexicon.words_for("no_party") | {f for g in lexicon.groups if g.class_ in ("munitions", "attacks") for f in g.forms}
        self._things |= {f for x in lexicon.triggers if x.pos == "noun" for f in x.forms if " " not in f} - set(self._acting)
        self._fired = lexicon.words_for("no_target")
        self._property = frozenset(self._suffering)
        self._classes: dict[str, EventClass] = {c.class_: c for c in lexicon.event_classes}

    def is_thing(self, head: Token, *, acts: bool) -> bool:
        """True of what is no party: "place", "stones", "fire"; weapons that are fired where they seem to suffer."""
        if head.pos_ == "PROPN":
            return False
        word = head.lemma_.lower()
        return word in self._things or head.lower_ in self._things or (not acts and word in self._fired)

    def of_a_crowd(self, class_: str) -> bool:
        """Whether plain people do what the class names."""
        code = self._classes.get(class_)
        return code is not None and code.agent_class in CROWDS

    def of(self, head: Token, mentions: Sequence[ActorMention], country: str | None, *, acts: bool) -> ActorClass | None:
        """The class that the phrase's own words tell; `country` is where it happens."""
        phrase = core_phrase(head)
        noun = self._noun(head, acts=acts)
        named = _named(phrase, mentions) if noun not in PLAIN or self._belongs(head) else None
        if any(t.lower_ in self._left for t in phrase if t.i < head.i):
            return "civilians" if noun is not None or named is not None else None
        if named is not None:
            foreign = named[0] == "state_forces" and _abroad(named[1], country)
            return "external_forces" if foreign else named[0]
        if noun in IRREGULAR and any(t.lemma_.lower() in self._state for t in phrase if t.dep_ in ("compound", "amod")):
            noun = "state_forces"
        if noun is None or self._belongs(head):
            noun = self._owner(head, phrase) or noun
        if noun == "state_forces" and _abroad(_nation(phrase), country):
            return "external_forces"
        if noun is None and head.pos_ in ("PROPN", "NOUN"):
            return "civilians" if head.ent_type_ == "PERSON" and head.pos_ == "PROPN" else "rebel_group" if _acronym(head) else None
        return noun

    def _belongs(self, head: Token) -> bool:
        """Of what has no side of its own: members, leaders, vehicles, camps."""
        word = head.lemma_.lower()
        return word in self.gathering or word in self._materiel or word in self._property

    def _owner(self, head: Token, phrase: Sequence[Token]) -> ActorClass | None:
        """Of a vehicle, an aircraft or a position: the forces whose it is, by nation or by a word of the state; of a bare adjective of a nation, its state."""
        if head.text in load_demonyms() and head.dep_ in ("amod", "compound", "poss"):
            return "state_forces"
        if not self._belongs(head):
            return None
        state = any(t.lemma_.lower() in self._state for t in phrase if t.i < head.i)
        national = head.lemma_.lower() in self._materiel and _nation(phrase) is not None
        return "state_forces" if state or national else None

    def _noun(self, head: Token, *, acts: bool) -> ActorClass | None:
        """The longest form that ends at the head; behind gathering nouns, that of what they gather."""
        words = [t for t in head.subtree if t.i <= head.i][-4:]
        inner = _gathered(head) if head.lemma_.lower() in self.gathering else None
        for n in range(len(words)):
            known = self._form(words[n:], acts=acts)
            if known is not None and (inner is None or n < len(words) - 1):
                return known
        if inner is None:
            return None
        if inner.lemma_.lower() == "individual" and not any(c.dep_ == "amod" for c in inner.children):
            return "civilians"
        return self._noun(inner, acts=acts) or self._form([head], acts=acts)

    def _form(self, words: Sequence[Token], *, acts: bool) -> ActorClass | None:
        last = words[-1]
        if last.pos_ == "PROPN" and last.i != sentence_of(last).first and self._acting.get(last.lemma_.lower()) == "civilians":
            return None
        before = "".join(f"{t.lower_} " for t in words[:-1])
        spelled = [before + w for w in (last.lower_, last.lemma_.lower(), _singular(last.lower_))]
        tables = (self._acting,) if acts else (self._suffering, self._acting)
        return next((t[s] for t in tables for s in spelled if s in t), None)

    def in_event(self, own: ActorClass | None, class_: str, head: Token, *, acts: bool) -> ActorClass | None:
        """The class in an event of `class_`: what it makes of whoever acts or suffers and is of no side."""
        code = self._classes.get(class_)
        if code is None:
            return own
        if not acts:
            return own or (code.target_class if head.pos_ == "NOUN" else None)
        if code.agent_class == "protesters":
            return code.agent_class
        if own not in (None, "civilians"):
            return own
        if own == "civilians" and code.agent_class is None:
            return self._person(head, code)
        return code.agent_class or own or code.unknown_agent

    def _person(self, head: Token, code: EventClass) -> ActorClass:
        """Plain people who act: a crowd of them riots, one or a few who are only called men are whoever they are."""
        together = head.tag_ in ("NNS", "NNPS") or head.lower_ in self.gathering
        if together and head.lemma_.lower() not in self._alone:
            return code.person_agent or "civilians"
        return code.unknown_agent or "civilians"


def _forms(lexicon: Lexicon) -> tuple[dict[str, ActorClass], dict[str, ActorClass]]:
    """Nouns with the class they tell of whoever acts, and those that tell it only of whoever suffers."""
    acting: dict[str, ActorClass] = {}
    suffering: dict[str, ActorClass] = {}
    for group in lexicon.groups:
        if group.actor:
            acting.update(dict.fromkeys(group.forms, group.actor))
    for role in lexicon.roles:
        if role.type == "person":
            acting.update({f: acting.get(f, "civilians") for f in role.forms if f != "member"})
    for side in lexicon.sides:
        (suffering if side.as_target else acting).update(dict.fromkeys(side.forms, side.class_))
    return acting, suffering


def _singular(word: str) -> str:
    """Of a plural that the model took for a name, as at the beginning of a sentence."""
    return f"{word[:-3]}man" if word.endswith("men") else word.removesuffix("s")


def _named(phrase: Sequence[Token], mentions: Sequence[ActorMention]) -> tuple[ActorClass, str | None] | None:
    """The class and country of the last actor of the lexicon that the phrase names; a state acts by its forces."""
    start, end = phrase[0].idx, end_of(phrase[-1])
    for mention in reversed([m for m in mentions if start <= m.start and m.end <= end]):
        entry = mention.entry
        if entry.class_ is not None:
            return entry.class_, entry.country
        if entry.type == "government" and mention.start <= phrase[-1].idx < mention.end:
            return "state_forces", entry.country
    return None


def _gathered(head: Token) -> Token | None:
    for child in head.children:
        if child.dep_ == "prep" and child.lower_ == "of":
            return next((c for c in child.children if c.dep_ == "pobj"), None)
    return None


def _nation(phrase: Sequence[Token]) -> str | None:
    demonyms = load_demonyms()
    return next((demonyms[t.text] for t in phrase if t.text in demonyms), None)


def _abroad(country: str | None, where: str | None) -> bool:
    return country is not None and where is not None and where != country


def _acronym(head: Token) -> bool:
    return head.text.isupper() and len(head.text) > 2 and head.text.isalpha()
