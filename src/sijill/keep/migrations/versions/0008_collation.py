"""On PostgreSQL the ids of documents sort by code point like all other names; else no look-up of a report found its index, and walked through them all."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Give both columns the collation that queries name."""
    if op.get_bind().dialect.name == "postgresql":
        for table, column in (("documents", "id"), ("readings", "document_id")):
            op.alter_column(table, column, type_=sa.Text(collation="C"))
