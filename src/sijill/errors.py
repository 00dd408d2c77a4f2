"""Every error Sijill raises on purpose, and the exit code that goes with it.

    SijillError                    1
    ├── Refused                    1   one input cannot be read; the rest goes on
    ├── LedgerError                1   the ledger cannot be opened, or does not verify
    ├── LexiconError               2   a lexicon file breaks its schema
    └── UsageError                 2   the call itself is wrong

Each message says where, what, and what to do next, in one line.
"""

from __future__ import annotations


class SijillError(Exception):
    """The root of all of them. `where` is a path, an address or an id; `what` and `todo` are plain sentences."""

    exit_code: int = 1

    def __init__(self, where: str, what: str, todo: str = "") -> None:
        super().__init__(where, what, todo)
        self.where = where
        self.what = what
        self.todo = todo

    def __str__(self) -> str:
        line = f"{self.where}: {self.what}" + (f"; {self.todo}" if self.todo else "")
        return " ".join(line.split())


class Refused(SijillError):
    """One document cannot be read. It is recorded with its reason, and the others are read."""


class LedgerError(SijillError):
    """The ledger cannot be opened, written or trusted."""


class LexiconError(SijillError):
    """A lexicon file breaks its schema; the message names the file, the entry and the key."""

    exit_code = 2


class UsageError(SijillError):
    """The command or the call is used wrongly."""

    exit_code = 2


__all__ = ["LedgerError", "LexiconError", "Refused", "SijillError", "UsageError"]
