"""A claim's rule in words: what the lexicon entry that read it says of itself, and the sentence that proves it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from sijill.lexicon import load
from sijill.lexicon.schema import Cue, Entry, MeasureWord, Trigger
from sijill.model import Claim

ROLES = {
    "patient": "whoever it is done to", "agent": "whoever does it", "of": "those named after it", "self": "the people it names itself",
    "object": "what follows it",
}
TAKES = {"clause": "a clause", "quote": "a quotation", "infinitive": "a deed", "gerund": "a deed", "nominal": "a noun"}
#: What is said where a statement becomes an act, and the rule is no entry of the lexicon.
ACTS = {
    "foretells": "A source speaks of what may or will come.", "offers": "What a source says it would do for others is an offer.",
    "threatens": "What a source says it will do to others is a threat.", "asks": "What a source asks others to do is a demand.",
    "denies": "A source says that something is not so.",
}


@dataclass(frozen=True)
class RuleWords:
    """The rule in a sentence, and an example of the lexicon's own, where there is one."""

    said: str
    example: str | None = None


def rule_words(claim: Claim) -> RuleWords:
    """How a claim was read, in words."""
    entry = _entries().get(claim.rule)
    if entry is None:
        return RuleWords(ACTS.get(claim.rule, f"By the rule {claim.rule}."))
    return RuleWords(_said(entry, claim), entry.holds.replace("{}", entry.forms[0]))


@cache
def _entries() -> dict[str, Entry]:
    held = load()
    return {e.id: e for e in (*held.cues, *held.measures, *held.triggers)}


def _said(entry: Entry, claim: Claim) -> str:
    if isinstance(entry, MeasureWord):
        return f"A number beside {_word(entry)} ({entry.pos}) counts {ROLES[entry.role]} as {entry.measure.replace('_', ' ')}."
    if isinstance(entry, Trigger):
        needs = f", where {' or '.join(entry.with_[:3])} stands by it," if entry.with_ else ""
        return f"The {entry.pos} “{claim.event.trigger.quote if claim.event else entry.forms[0]}”{needs} names {_article(entry.class_)}."
    assert isinstance(entry, Cue)
    cue = claim.cue.quote if claim.cue else entry.forms[0]
    shapes = ", ".join(dict.fromkeys(TAKES.get(t, f"what follows {t}") for t in entry.takes))
    return f"The {entry.pos} “{cue}” gives {shapes} to whoever stands with it."


def _word(entry: Entry) -> str:
    return " or ".join(f"“{form}”" for form in entry.forms[:2])


def _article(class_: str) -> str:
    word = class_.replace("_", " ")
    return f"an event of {word}"
