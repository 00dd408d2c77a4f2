"""The first ledger: documents, readings, claims, decisions, refusals; triggers that refuse change."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

SERIAL = sa.BigInteger().with_variant(sa.Integer, "sqlite")
TABLES = ("documents", "readings", "claims", "decisions", "refusals")


def _table(name: str, *columns: sa.Column[Any]) -> None:
    serial = sa.Column("seq", SERIAL, primary_key=True, autoincrement=True)
    op.create_table(name, serial, *columns, sa.Column("record", sa.Text) if name != "readings" else sa.Column("claims", sa.Integer, nullable=False),
                    sa.Column("hash", sa.String(64), nullable=False))


def upgrade() -> None:
    """Create the tables, their indexes and their triggers."""
    _table("documents", sa.Column("id", sa.String(80), nullable=False, unique=True), sa.Column("uri", sa.Text, nullable=False))
    _table("readings", sa.Column("document_id", sa.String(80), sa.ForeignKey("documents.id"), nullable=False), sa.Column("reader", sa.Text, nullable=False))
    _table(
        "claims", sa.Column("reading", SERIAL, sa.ForeignKey("readings.seq"), nullable=False), sa.Column("id", sa.String(40), nullable=False),
        sa.Column("document_id", sa.String(80), nullable=False), sa.Column("kind", sa.String(12), nullable=False),
        sa.Column("source", sa.Text), sa.Column("place", sa.Text), sa.Column("lat", sa.Float), sa.Column("lon", sa.Float),
        sa.Column("time_start", sa.String(10)), sa.Column("time_end", sa.String(10)), sa.Column("measure", sa.String(20)),
        sa.Column("low", sa.BigInteger), sa.Column("high", sa.BigInteger),
    )
    _table("decisions", sa.Column("subject", sa.String(40), nullable=False))
    _table("refusals", sa.Column("uri", sa.Text, nullable=False))
    for column in ("id", "document_id", "kind", "source", "place", "time_start", "measure"):
        op.create_index(f"ix_claims_{column}", "claims", [column])
    op.create_index("claims_by_reading_and_id", "claims", ["reading", "id"], unique=True)
    op.create_index("ix_readings_document_id", "readings", ["document_id"])
    op.create_index("ix_decisions_subject", "decisions", ["subject"])
    _refuse_change()


def _refuse_change() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for table in TABLES:
            for verb in ("UPDATE", "DELETE"):
                op.execute(f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END")
        return
    op.execute("CREATE FUNCTION sijill_append_only() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'the ledger is append-only'; END $$")
    for table in TABLES:
        when = f"BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} FOR EACH STATEMENT"
        op.execute(f"CREATE TRIGGER {table}_append_only {when} EXECUTE FUNCTION sijill_append_only()")
