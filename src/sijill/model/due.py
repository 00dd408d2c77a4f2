"""What has fallen due, and which later claims bear on it (`sijill due --json`)."""

from __future__ import annotations

from sijill.model.base import Record
from sijill.model.event import Due


class Bearing(Record):
    """A later claim, and what it shares with the one that fell due, in words."""

    claim: str
    document: str
    why: str


class DueClaim(Record):
    """A forecast, demand or threat whose day has come."""

    claim: str
    document: str
    quote: str
    due: Due
    bearing: tuple[Bearing, ...] = ()
