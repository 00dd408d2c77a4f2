"""People: who may use the page, their sessions and tokens, failed logins, and what a team has settled.

Accounts change, so they are no evidence and stand in no chain; a decision names who made it in its own record.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0004"

KEY = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def _needed(name: str, kind: Any = KEY, **options: Any) -> sa.Column[Any]:
    return sa.Column(name, kind, nullable=False, **options)


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "users", _needed("name", primary_key=True), _needed("role", sa.String(10)), _needed("password", sa.Text), _needed("disabled", sa.Boolean),
        _needed("added", sa.String(25)),
    )
    owner = sa.ForeignKey("users.name")
    op.create_table(
        "sessions", _needed("hash", sa.String(64), primary_key=True), sa.Column("name", KEY, owner, nullable=False, index=True),
        _needed("began", sa.Float), _needed("seen", sa.Float),
    )
    op.create_table(
        "tokens", _needed("hash", sa.String(64), primary_key=True), sa.Column("name", KEY, sa.ForeignKey("users.name"), nullable=False, index=True),
        _needed("label", sa.Text), _needed("added", sa.String(25)), sa.Column("used", sa.String(25)),
    )
    op.create_table("attempts", _needed("key", KEY, index=True), _needed("at", sa.Float))
    op.create_table("settings", _needed("name", primary_key=True), _needed("value", sa.Text))
