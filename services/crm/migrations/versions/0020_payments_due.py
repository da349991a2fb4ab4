"""For which due date of a plan its order's owner was reminded."""

from alembic import op

revision = "0020"
down_revision = "0019"


def upgrade() -> None:
    op.execute("alter table collection_plans add column told_for date")
