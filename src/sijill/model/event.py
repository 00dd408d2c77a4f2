"""Who did what to whom, where and when."""

from __future__ import annotations

from pydantic import Field

from sijill.model.actor import Actor
from sijill.model.base import Record
from sijill.model.figure import Measure
from sijill.model.place import Place
from sijill.model.span import Span
from sijill.model.time import Time


class Event(Record):
    """One happening. `class_` is a class of the lexicon's event list; `trigger` is the word that names it.

    `depth` is how many clauses stand above the trigger in its sentence: 0 is what the sentence is mainly about.
    `uncounted` is harm to people whom the sentence gives in the plural ("several were hurt") and the report never counts.
    """

    class_: str = Field(alias="class")
    trigger: Span
    actors: tuple[Actor, ...] = ()
    targets: tuple[Actor, ...] = ()
    time: Time | None = None
    place: Place | None = None
    negated: bool = False
    depth: int = 0
    uncounted: tuple[Measure, ...] = ()


class Due(Record):
    """The days between which a forecast, demand or threat falls due; either null where the text does not say."""

    earliest: str | None = None
    latest: str | None = None


class Forecast(Record):
    """What is foretold falls due at `due`, read from the characters of `horizon`."""

    due: Due
    horizon: Span | None = None
