"""Saved views: a filter under a name. Kept as decisions, so that they are everybody's, on every database, and nothing is lost when one is taken away."""

from __future__ import annotations

from dataclasses import dataclass

from sijill.keep import Ledger

PREFIX = "view:"


@dataclass(frozen=True)
class View:
    """A name, the query of its address, and who saved it."""

    name: str
    query: str
    by: str


def views(ledger: Ledger, size: int = 1000) -> list[View]:
    """The views there are now, by name."""
    last: dict[str, View] = {}
    for made in reversed(ledger.made(size=size, prefix=PREFIX)):
        name = made.decision.subject.removeprefix(PREFIX)
        query = (made.decision.corrected or {}).get("query")
        if query is None:
            last.pop(name, None)
        else:
            last[name] = View(name, str(query), made.decision.reviewer)
    return [last[name] for name in sorted(last, key=str.casefold)]
