"""Who acts, and who is acted upon."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from sijill.model.base import Record
from sijill.model.span import Span

ActorClass = Literal[
    "state_forces", "rebel_group", "political_militia", "identity_militia",
    "rioters", "protesters", "civilians", "external_forces",
]


class Actor(Record):
    """An actor under its full name, its class in ACLED's sense, and where it was read."""

    name: str
    class_: ActorClass | None = Field(default=None, alias="class")
    span: Span | None = None
