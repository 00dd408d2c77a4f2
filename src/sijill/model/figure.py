"""A number that counts people or things, with what it counts and how firmly."""

from __future__ import annotations

from typing import Literal

from sijill.model.base import Record
from sijill.model.place import Place
from sijill.model.span import Span
from sijill.model.time import Time

Measure = Literal[
    "killed", "injured", "missing", "abducted", "detained", "displaced", "besieged", "trapped", "without_service",
    "homes_destroyed", "present", "surrendered", "evacuated", "affected", "other",
]
Bound = Literal["exact", "about", "more_than", "at_least", "less_than", "at_most", "between"]


class Victim(Record):
    """One person named or singly described; Every Casualty's minimum data, each with the characters it was read from.

    `age` is in completed years, 0 for a baby; `sex` "female" or "male"; `occupation` the trade or office as written; `span` the whole phrase.
    `sex_from` tells where the sex was read: in words, or only in a given name (`name`), of which `sex_span` then gives the characters.
    `group_class` is children, women or men where words, an age or a given name say so: under 18 is a child.
    """

    name: str | None = None
    age: int | None = None
    sex: Literal["female", "male"] | None = None
    sex_from: Literal["words", "name"] | None = None
    occupation: str | None = None
    group_class: str | None = None
    span: Span
    name_span: Span | None = None
    age_span: Span | None = None
    sex_span: Span | None = None
    occupation_span: Span | None = None


class Figure(Record):
    """`low` and `high` follow `bound`: more than 600 is 600 and null, up to 1,000 is null and 1000, about 900 is 900 twice.

    `group` is the noun as written (or its class, where the noun only names a side: "rebels" are fighters);
    `group_class` is the class in every case. `subset_of` is the id of the claim this one is a part of.
    `addend` marks what comes on top of a number given before ("another five").
    """

    measure: Measure
    group: str | None = None
    group_class: str | None = None
    low: int | None = None
    high: int | None = None
    bound: Bound = "exact"
    unit: str = "people"
    subset_of: str | None = None
    actor: str | None = None
    addend: bool = False
    named: tuple[Victim, ...] = ()
    time: Time | None = None
    place: Place | None = None
