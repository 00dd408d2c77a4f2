"""What the linker made: records of happenings, the pairs weighed, incidents. Derived, so it stands in no chain and can be dropped and made anew."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

SERIAL = sa.BigInteger().with_variant(sa.Integer, "sqlite")
KEY = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def _key(name: str, kind: Any = KEY) -> sa.Column[Any]:
    return sa.Column(name, kind, primary_key=True, autoincrement=False)


def _needed(name: str, kind: Any = KEY, *, index: bool = False) -> sa.Column[Any]:
    return sa.Column(name, kind, nullable=False, index=index)


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "link_records", _key("seq", SERIAL), _needed("document", sa.Integer, index=True), sa.Column("first_day", sa.Integer),
        sa.Column("last_day", sa.Integer, index=True), _needed("component", SERIAL, index=True), _needed("incident", index=True), _needed("record", sa.Text),
    )
    op.create_table(
        "link_pairs", _key("a", SERIAL), sa.Column("b", SERIAL, primary_key=True, autoincrement=False, index=True), _needed("weight", sa.Float),
        _needed("levels", sa.Text),
    )
    op.create_table("incidents", _key("id"), _needed("uri"), _needed("document"), _needed("rank", sa.Integer), _needed("record", sa.Text))
    op.create_index("incidents_in_order", "incidents", ["rank", "uri", "document", "id"])
    op.create_table("incident_claims", _key("claim"), _needed("incident", index=True))
    op.create_table("link_state", _needed("version", sa.Text), _needed("reading", SERIAL), _needed("decision", SERIAL))
