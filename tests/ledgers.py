"""What the tests do to a ledger behind its back, on either database."""

from __future__ import annotations

import sqlite3
from typing import Any

from postgres import run_sql


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
