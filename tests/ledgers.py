"""What the tests do to a ledger behind its back, on either database."""

from __future__ import annotations

import sqlite3
from typing import Any

from postgres import run_sql
from sijill.model import Claim, DocumentRef, Figure, Source, Span, claim_id, document_id


def is_sqlite(where: str) -> bool:
    return "://" not in where


def ask(where: str, statement: str) -> list[tuple[Any, ...]]:
    """Run one statement by plain SQL; gives its rows."""
    if is_sqlite(where):
        with sqlite3.connect(where) as raw:
            return raw.execute(statement).fetchall()
    return run_sql(where, statement)


def behind_its_back(where: str, statements: str) -> None:
    """Change rows as somebody would who owns the database: without its triggers."""
    if is_sqlite(where):
        with sqlite3.connect(where) as raw:
            for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
                raw.execute(f"DROP TRIGGER {name}")
            raw.executescript(statements)
    else:
        run_sql(where, f"SET session_replication_role = replica; {statements}")


def figure_claim(n: int, *, source: str = "The hospital") -> Claim:
    """A claim of a made-up report with one figure, without reading anything: 10 + n people killed."""
    text = f"{source} said that {10 + n} people were killed in Taiz."
    at, end = text.index(str(10 + n)), len(text) - 1
    own, report = Span.of(text, 0, len(source)), DocumentRef(id=document_id(text.encode()), uri=f"made/{n}.txt", published="2020-03-05", language="en")
    figure = Figure(measure="killed", low=10 + n, high=10 + n, bound="exact", group="people")
    claim = Claim(
        id="c_", document=report, kind="figure", content=Span.of(text, at, end), cue=Span.of(text, len(source) + 1, len(source) + 5),
        sources=(Source(name=source, span=own),), figure=figure, rule="made",
    )
    return claim.model_copy(update={"id": claim_id(claim)})
