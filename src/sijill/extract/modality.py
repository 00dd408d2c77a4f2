"""How an event is put: as something that was, that may be, that somebody means to do or asks for, or that did not come about.

In: the word that names the event. Out: a modality and whether the event is said not to have been. Looks at the verbs above the word, their
auxiliaries and negations, and at the adjectives of a noun ("a planned march", "no clashes"). All words are the lexicon's.
"""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from sijill.extract.phrases import clause_of
from sijill.lexicon import Lexicon
from sijill.model import Modality

#: How a clause hangs on the verb that says what becomes of it.
GOVERNED = frozenset({"xcomp", "ccomp", "pcomp", "acl"})
#: How a noun hangs on such a verb.
AS_OBJECT = frozenset({"dobj", "nsubjpass", "attr", "pobj"})
ABOVE = 3


@dataclass(frozen=True)
class Put:
    """How it is put; `modality` None where nothing tells."""

    modality: Modality | None = None
    negated: bool = False


class Moods:
    """Compiled once from the lexicon; `of` answers for one event."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._by_word: dict[str, Modality] = {
            **dict.fromkeys(lexicon.words_for("irrealis_intended"), "intended"), **dict.fromkeys(lexicon.words_for("irrealis_asked"), "requested"),
            **dict.fromkeys(lexicon.words_for("irrealis_possible"), "possible"),
        }
        self._if = lexicon.words_for("conditional")
        self._fails = lexicon.words_for("comes_to_nothing")
        self._modals: dict[str, Modality] = {
            **dict.fromkeys(lexicon.words_for("modal_possible"), "possible"), **dict.fromkeys(lexicon.words_for("modal_intended"), "intended"),
            **dict.fromkeys(lexicon.words_for("modal_requested"), "requested"),
        }

    def of(self, token: Token, cues: frozenset[int]) -> Put:
        """The mood of the event that `token` names; `cues` are verbs that only report it."""
        verb = clause_of(token)
        noun = token.i != verb.i
        words = [c.lower_ for c in token.children if c.dep_ in ("amod", "det", "neg")] if noun else []
        negated = "no" in words or bool(self._fails & set(words))
        put = next((self._by_word[w] for w in words if w in self._by_word), None)
        if noun and not self._names_it(token, verb):
            return Put(put, negated)
        negated = negated or ((noun or verb.i not in cues) and any(c.dep_ == "neg" for c in verb.children))
        if noun:
            negated, put = negated or verb.lemma_ in self._fails, put or self._by_word.get(verb.lemma_)
        return self._above(verb, cues if noun else cues - {verb.i}, put, negated)

    def _names_it(self, noun: Token, verb: Token) -> bool:
        """Whether what is said of the verb is said of the noun: its subject or object, not a noun somewhere behind it."""
        return noun.head.i == verb.i and (noun.dep_ in AS_OBJECT or noun.dep_ == "nsubj")

    def _above(self, verb: Token, cues: frozenset[int], put: Modality | None, negated: bool) -> Put:
        for _ in range(ABOVE):
            if any(c.dep_ == "mark" and c.lower_ in self._if for c in verb.children):
                put = "conditional"
            if verb.i not in cues:
                put = put or next((self._modals[c.lower_] for c in verb.children if c.tag_ == "MD" and c.lower_ in self._modals), None)
            up = verb.head if verb.dep_ in GOVERNED else verb
            up = up.head if up.dep_ == "prep" else up
            if up.i == verb.i:
                break
            negated = negated or up.lemma_.lower() in self._fails
            put = put or self._by_word.get(up.lemma_.lower())
            verb = up
        return Put(put, negated)
