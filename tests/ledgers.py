"""SQL on a ledger past Sijill, for the tests that tamper."""

from __future__ import annotations

import sqlite3

import psycopg


def raw_sql(where: str, *statements: str, triggers: bool = True) -> None:
    """Run SQL on a ledger past Sijill; with `triggers` off as one would who owns the database."""
    if where.startswith("postgresql"):
        with psycopg.connect(where.replace("+psycopg", ""), autocommit=True) as raw:
            if not triggers:
                for table in ("documents", "readings", "claims", "decisions", "refusals"):
                    raw.execute(f"ALTER TABLE {table} DISABLE TRIGGER ALL")  # type: ignore[call-overload]
            for statement in statements:
                raw.execute(statement)  # type: ignore[call-overload]
        return
    with sqlite3.connect(where) as lite:
        if not triggers:
            for (name,) in lite.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
                lite.execute(f'DROP TRIGGER "{name}"')
        for statement in statements:
            lite.executescript(statement)
