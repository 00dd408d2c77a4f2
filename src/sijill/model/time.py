"""Days and stretches of days, never more precise than the text."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from sijill.model.base import Record

Precision = Literal["day", "week", "month", "season", "year", "interval"]
DAY = r"^\d{4}-\d{2}-\d{2}$"


class Time(Record):
    """`start` to `end`, both days (ISO 8601, inclusive); either is null where the text leaves it open."""

    start: str | None = Field(default=None, pattern=DAY)
    end: str | None = Field(default=None, pattern=DAY)
    precision: Precision
