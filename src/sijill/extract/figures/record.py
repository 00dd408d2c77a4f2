"""A figure as read in the parse, before time, place and source are added."""

from __future__ import annotations

from dataclasses import dataclass, field

from spacy.tokens import Token

from sijill.extract.phrases import Stretch
from sijill.model import Bound, Measure


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
    named: list[dict[str, object]] = field(default_factory=list)
