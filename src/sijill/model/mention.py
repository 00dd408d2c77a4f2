"""What the reader recognised before it made claims."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import ConfigDict

from sijill.model.base import Record
from sijill.model.span import Span


class Mention(Record):
    """A place, date, actor, number, weapon or facility; `value` is its normalised form (TIMEX3 for a date)."""

    model_config = ConfigDict(frozen=True, extra="allow")

    document: str
    type: Literal["place", "date", "actor", "number", "weapon", "facility"]
    span: Span
    value: Any = None
