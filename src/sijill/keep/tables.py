"""The ledger's tables. Rows are added, never changed: triggers refuse UPDATE and DELETE.

Each row holds `hash`, over its own content and the hash of the row before it in its table, so that a changed, missing, added or
reordered row breaks the chain at a place that can be named.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Float, ForeignKey, Index, Integer, MetaData, String, Table, Text

metadata = MetaData()
SERIAL = BigInteger().with_variant(Integer, "sqlite")

documents = Table(
    "documents", metadata,
    Column("seq", SERIAL, primary_key=True, autoincrement=True),
    Column("id", String(80), nullable=False, unique=True),
    Column("uri", Text, nullable=False),
    Column("record", Text, nullable=False),
    Column("hash", String(64), nullable=False),
)
readings = Table(
    "readings", metadata,
    Column("seq", SERIAL, primary_key=True, autoincrement=True),
    Column("document_id", String(80), ForeignKey("documents.id"), nullable=False, index=True),
    Column("reader", Text, nullable=False),
    Column("claims", Integer, nullable=False),
    Column("hash", String(64), nullable=False),
)
claims = Table(
    "claims", metadata,
    Column("seq", SERIAL, primary_key=True, autoincrement=True),
    Column("reading", SERIAL, ForeignKey("readings.seq"), nullable=False, index=True),
    Column("id", String(40), nullable=False, index=True),
    Column("document_id", String(80), nullable=False, index=True),
    Column("kind", String(12), nullable=False, index=True),
    Column("source", Text, nullable=True, index=True),
    Column("place", Text, nullable=True, index=True),
    Column("lat", Float, nullable=True),
    Column("lon", Float, nullable=True),
    Column("time_start", String(10), nullable=True, index=True),
    Column("time_end", String(10), nullable=True),
    Column("measure", String(20), nullable=True, index=True),
    Column("low", BigInteger, nullable=True),
    Column("high", BigInteger, nullable=True),
    Column("record", Text, nullable=False),
    Column("hash", String(64), nullable=False),
)
decisions = Table(
    "decisions", metadata,
    Column("seq", SERIAL, primary_key=True, autoincrement=True),
    Column("subject", String(40), nullable=False, index=True),
    Column("record", Text, nullable=False),
    Column("hash", String(64), nullable=False),
)
refusals = Table(
    "refusals", metadata,
    Column("seq", SERIAL, primary_key=True, autoincrement=True),
    Column("uri", Text, nullable=False),
    Column("record", Text, nullable=False),
    Column("hash", String(64), nullable=False),
)
Index("claims_by_reading_and_id", claims.c.reading, claims.c.id, unique=True)

#: Tables whose rows are chained, in the order in which `verify` walks them.
CHAINED: tuple[Table, ...] = (documents, readings, claims, decisions, refusals)
