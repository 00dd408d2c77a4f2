"""The bytes of reports as received, each once, by their hash; guarded and chained like every other row."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

SERIAL = sa.BigInteger().with_variant(sa.Integer, "sqlite")
KEY = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Create the table and its triggers."""
    op.create_table(
        "originals", sa.Column("seq", SERIAL, primary_key=True, autoincrement=False), sa.Column("id", KEY, nullable=False, unique=True),
        sa.Column("record", sa.LargeBinary, nullable=False), sa.Column("hash", sa.String(64), nullable=False),
    )
    if op.get_bind().dialect.name == "postgresql":
        when = "BEFORE UPDATE OR DELETE OR TRUNCATE ON originals FOR EACH STATEMENT"
        op.execute(f"CREATE TRIGGER originals_append_only {when} EXECUTE FUNCTION sijill_append_only()")
        return
    same = "WHEN EXISTS (SELECT 1 FROM originals WHERE seq = NEW.seq OR id = NEW.id) "
    for name, when, only in (("update", "UPDATE", ""), ("delete", "DELETE", ""), ("replace", "INSERT", same)):
        op.execute(f"CREATE TRIGGER originals_no_{name} BEFORE {when} ON originals {only}BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END")
