"""A day as somebody wrote it, or nothing: never a guess."""

from __future__ import annotations

from datetime import datetime

from dateutil import parser

#: What is missing in the writing would be filled from these; a day on which both agree was written in full.
FILLS = (datetime(1904, 1, 1), datetime(2096, 2, 2))


def read_day(value: object) -> str | None:
    """The day (ISO 8601) of a date and time in any usual writing; None unless year, month and day are all there."""
    try:
        first, second = (parser.parse(str(value)[:60], default=fill, fuzzy=True, ignoretz=True) for fill in FILLS)
    except (ValueError, OverflowError, TypeError):
        return None
    return first.date().isoformat() if first.date() == second.date() else None
