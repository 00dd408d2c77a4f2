"""Whoever waits for long work can be told how far it is: a ledger's index that is made anew, say."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar

#: Is told what is being done, how much of it is done, and how much there is.
Told = Callable[[str, int, int], None]


def _silent(what: str, done: int, total: int) -> None: ...


WATCH: ContextVar[Told] = ContextVar("WATCH", default=_silent)
