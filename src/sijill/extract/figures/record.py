"""A figure as read in the parse, before time, place and source are added."""

from __future__ import annotations

from dataclasses import dataclass, field

from spacy.tokens import Token

from sijill.extract.phrases import Stretch
from sijill.model import Bound, Measure


@dataclass(frozen=True)
class FoundVictim:
    """One person; `at` is the whole phrase, `spans` where each detail stands ("name_span", "age_span", "sex_span", "occupation_span")."""

    at: Stretch
    name: str | None = None
    age: int | None = None
    sex: str | None = None
    occupation: str | None = None
    group_class: str | None = None
    spans: dict[str, Stretch] = field(default_factory=dict)
    sex_from: str | None = None


@dataclass
class FoundFigure:
    """`head` is the noun counted (or the number itself); `verb` the word that gave the measure; `part_of` its whole."""

    content: Stretch
    head: Token
    verb: Token
    measure: Measure
    group: str | None
    group_class: str | None
    low: int | None
    high: int | None
    bound: Bound
    rule: str
    unit: str = "people"
    part_of: FoundFigure | None = None
    additive: bool = False
    named: list[FoundVictim] = field(default_factory=list)


@dataclass(frozen=True)
class Uncounted:
    """People harmed whom nobody counts; `verb` is the word that says so."""

    measure: Measure
    verb: Token
