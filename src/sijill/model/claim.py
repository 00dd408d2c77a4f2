"""One thing that a document states, with who says so and the characters it was read from (schema `sijill.claim/1`)."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from sijill.model.base import Record
from sijill.model.document import DocumentRef
from sijill.model.event import Event, Forecast
from sijill.model.figure import Figure
from sijill.model.span import Span
from sijill.model.time import Time

Kind = Literal["figure", "event", "forecast", "demand", "offer", "threat", "denial", "statement"]
Modality = Literal["asserted", "possible", "conditional", "intended", "requested", "denied"]
SourceType = Literal["person", "organisation", "government", "armed_group", "group", "media", "document", "unknown"]

SCHEMA = "sijill.claim/1"


class Source(Record):
    """One link of the chain: the origin has the role "source", whoever passed it on "relay"."""

    name: str
    type: SourceType = "unknown"
    anonymous: bool = False
    role: Literal["source", "relay"] = "source"
    span: Span


class Claim(Record):
    """A claim of one kind. `within` is the whole attributed passage it stands in; null when nobody is quoted.

    `sentence` counts the document's sentences from 0: the one in which the content begins.
    """

    schema_: Literal["sijill.claim/1"] = Field(default="sijill.claim/1", alias="schema")
    id: str
    document: DocumentRef
    kind: Kind
    content: Span
    cue: Span | None = None
    sources: tuple[Source, ...] = ()
    within: tuple[Span, ...] | None = None
    told: Span | None = None
    addressee: Span | None = None
    modality: Modality = "asserted"
    said_on: Time | None = None
    figure: Figure | None = None
    event: Event | None = None
    forecast: Forecast | None = None
    also_at: tuple[Span, ...] = ()
    sentence: int = 0
    rule: str
