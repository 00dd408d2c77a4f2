"""Reading on from a number: what came into the ledger after it. Numbers have no gaps and never change, so a reader who keeps the last one misses nothing."""

from __future__ import annotations

from sqlalchemy import Connection, select

from sijill.keep.tables import decisions, documents
from sijill.model import Decision, Document


def decisions_after(c: Connection, number: int, size: int) -> list[tuple[int, Decision]]:
    """The next decisions after a number, each with its own."""
    query = select(decisions.c.seq, decisions.c.record).where(decisions.c.seq > number).order_by(decisions.c.seq).limit(size)
    return [(seq, Decision.model_validate_json(record)) for seq, record in c.execute(query)]


def documents_after(c: Connection, number: int, size: int) -> list[tuple[int, Document]]:
    """The next documents after a number, each with its own."""
    query = select(documents.c.seq, documents.c.record).where(documents.c.seq > number).order_by(documents.c.seq).limit(size)
    return [(seq, Document.model_validate_json(record)) for seq, record in c.execute(query)]
