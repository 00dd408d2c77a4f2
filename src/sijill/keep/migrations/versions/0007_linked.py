"""What the linker made: records of happenings, the pairs weighed, incidents. Derived, so it stands in no chain and can be dropped and made anew."""

from alembic import op

from sijill.keep.tables import linked

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Create the tables."""
    linked.create_all(op.get_bind())
