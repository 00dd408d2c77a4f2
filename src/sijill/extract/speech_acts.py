"""What somebody does by saying it: demand, offer, threat, denial, forecast, or plain statement; and its modality.

In: a stretch of what a cue attributes. Out: a kind and a modality, with the name of the rule. The cue's own kind comes first, then
the words of the content. All words are the lexicon's.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from spacy.tokens import Token

from sijill.extract.attribution import Attribution
from sijill.extract.page import Page
from sijill.extract.phrases import SUBJECTS, Stretch
from sijill.lexicon import Lexicon
from sijill.model import Kind, Modality

OWN = frozenset({"he", "she", "it", "we", "i", "they"})


@dataclass(frozen=True)
class Act:
    """The kind of a claim and the rule that saw it."""

    kind: Kind
    rule: str


class Acts:
    """Compiled once from the lexicon; each rule below looks at one segment."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._words = {means: _pattern(lexicon.words_for(means)) for means in MEANINGS}

    def has(self, means: str, text: str) -> bool:
        """True when the text holds a word with this meaning."""
        return self._words[means].search(text) is not None

    def of(self, page: Page, attribution: Attribution, segment: Stretch, horizon: bool) -> Act:
        """The act of a segment (code points) of what the attribution's source says."""
        if attribution.entry.kind != "statement":
            return Act(attribution.entry.kind, attribution.entry.id)
        tokens = page.tokens(*segment)
        for rule in RULES:
            kind = rule(self, page.text[slice(*segment)], tokens, attribution, horizon)
            if kind is not None:
                return Act(kind, rule.__name__)
        return Act("statement", attribution.entry.id)

    def modality(self, attribution: Attribution | None, text: str, put: Modality | None = None) -> Modality:
        """How the content is put, by its first telling word: conditional, possible, intended, denied, else as its clause puts it (`put`)."""
        if attribution is not None and attribution.entry.kind in ("offer", "threat"):
            return "conditional" if self.has("conditional", text) else "intended"
        if attribution is not None and attribution.entry.kind == "demand":
            return "requested"
        if attribution is not None and attribution.entry.kind == "denial":
            return "denied"
        if text.lower().lstrip("“\"").startswith("if "):
            return "conditional"
        return "possible" if self.has("possible", text) else put or "asserted"


MEANINGS = ("denial", "hostile", "future", "requested", "ready", "possible", "conditional", "negation", "unbending")


def _pattern(words: frozenset[str]) -> re.Pattern[str]:
    forms = sorted((re.escape(w).replace("\\ ", r"\s+") for w in words), key=len, reverse=True)
    return re.compile(r"(?<!\w)(?:" + "|".join(forms) + r")(?!\w)", re.IGNORECASE) if forms else re.compile(r"(?!x)x")


def denies(acts: Acts, text: str, tokens: list[Token], attribution: Attribution, horizon: bool) -> Kind | None:
    """What is said denies a deed, a plan or responsibility."""
    return "denial" if acts.has("denial", text) else None


def asks(acts: Acts, text: str, tokens: list[Token], attribution: Attribution, horizon: bool) -> Kind | None:
    """Somebody is asked or told to do something: "please", "should", "must", or an imperative."""
    return "demand" if acts.has("requested", text) or (attribution.quoted and any(map(_imperative, tokens))) else None


def foretells(acts: Acts, text: str, tokens: list[Token], attribution: Attribution, horizon: bool) -> Kind | None:
    """What may or will come, within a time that the text gives."""
    return "forecast" if horizon and (acts.has("possible", text) or acts.has("future", text)) else None


def threatens(acts: Acts, text: str, tokens: list[Token], attribution: Attribution, horizon: bool) -> Kind | None:
    """The source will do harm, or will not let something pass."""
    ours = [t for t in tokens if t.dep_ in SUBJECTS and t.lower_ in OWN]
    lead = attribution.verb.doc[attribution.verb.i + 1 : attribution.verb.i + 4].text.lower() if attribution.quoted else ""
    ahead = acts.has("future", text) or acts.has("future", lead) or " would" in " " + lead
    mine = bool(ours) or any(w in lead.split() for w in OWN)
    if acts.has("unbending", text) and ahead and mine:
        return "threat"
    return "threat" if ahead and mine and acts.has("hostile", text) else None


def offers(acts: Acts, text: str, tokens: list[Token], attribution: Attribution, horizon: bool) -> Kind | None:
    """The source is ready to do something for somebody."""
    ours = any(t.dep_ in SUBJECTS and t.lower_ in OWN for t in tokens)
    return "offer" if ours and acts.has("ready", text) else None


RULES: tuple[Callable[[Acts, str, list[Token], Attribution, bool], Kind | None], ...] = (
    denies, asks, foretells, threatens, offers,
)


def _imperative(token: Token) -> bool:
    if token.tag_ != "VB" or token.dep_ not in ("ROOT", "conj", "ccomp", "parataxis"):
        return False
    if token.dep_ == "conj" and not _imperative(token.head):
        return False
    left = [c for c in token.children if c.i < token.i]
    return not any(c.dep_ in ("aux", "auxpass") or c.tag_ in ("TO", "MD") or (c.dep_ in SUBJECTS and not _called(c, token)) for c in left)


def _called(noun: Token, verb: Token) -> bool:
    """ "Our people in the city: save your lives": who is called stands before a mark."""
    return any(t.text in ":!," for t in verb.doc[noun.i : verb.i])
