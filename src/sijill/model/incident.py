"""What claims of one or several documents are about: one happening, or one running toll (schema `sijill.incident/1`)."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from sijill.model.actor import Actor
from sijill.model.base import Record
from sijill.model.figure import Measure
from sijill.model.place import Place
from sijill.model.time import Time

Grade = Literal["confirmed", "fair", "weak", "contested", "discounted"]


class AcledCode(Record):
    """ACLED's event and sub-event type, spelled as the codebook spells them."""

    event_type: str | None = None
    sub_event_type: str | None = None


class PloverCode(Record):
    """PLOVER's type and mode."""

    type: str | None = None
    mode: str | None = None


class UcdpCode(Record):
    """UCDP GED's type of violence: 1 state-based, 2 non-state, 3 one-sided."""

    type_of_violence: int | None = None


class Party(Actor):
    """An actor of an incident. `inferred` marks one whom no words name: the kind of happening needs such a one, and `span` is the word that names it."""

    inferred: bool = False


class IncidentFigure(Record):
    """One measure, of one group or (group null) of all.

    `low` and `high` are the lowest and highest number that any root's latest claim states; `open` says which end is a bound;
    `best` is a number that some root gives, chosen by `method`. `claims` are the ids of those it comes from.
    """

    measure: Measure
    group: str | None = None
    low: int
    best: int
    high: int
    open: Literal["low", "high", "both"] | None = None
    method: str
    claims: tuple[str, ...]


class Contradiction(Record):
    """Two claims that cannot both hold, and why, in words."""

    kind: Literal["figure", "denial", "perpetrator", "place", "time"]
    claims: tuple[str, str]
    documents: tuple[str, str]
    why: str


class Proposal(Record):
    """A grade by rule, with its reason; a reviewer decides."""

    grade: Grade
    why: str


class Admiralty(Record):
    """The Admiralty code that a reviewer gave: of the source A (completely reliable) to F (cannot be judged), of the information 1 (confirmed) to 6."""

    source: Literal["A", "B", "C", "D", "E", "F"] | None = None
    information: Literal[1, 2, 3, 4, 5, 6] | None = None


class Incident(Record):
    """One incident with the claims behind it. `reports` counts documents, `roots` sources once copies are collapsed.

    `id` is that of its oldest claim with another beginning, so that it stays as reports are added. `grade` is what a reviewer decided, `proposed` what the
    rules
    would say; `sources` are the names of the roots.
    """

    schema_: Literal["sijill.incident/1"] = Field(default="sijill.incident/1", alias="schema")
    id: str
    class_: str = Field(alias="class")
    title: str
    acled: AcledCode
    plover: PloverCode
    ucdp: UcdpCode
    time: Time | None = None
    place: Place | None = None
    actors: tuple[Party, ...] = ()
    targets: tuple[Party, ...] = ()
    figures: tuple[IncidentFigure, ...] = ()
    documents: tuple[str, ...]
    reports: int
    roots: int
    claims: tuple[str, ...]
    grade: Grade | None = None
    proposed: Proposal | None = None
    admiralty: Admiralty | None = None
    sources: tuple[str, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()
