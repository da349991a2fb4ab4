"""For which due date of a plan its order's owner was reminded; files of collections."""

from alembic import op

revision = "0021"
down_revision = "0020"


def upgrade() -> None:
    op.execute("alter table collection_plans add column told_for date")
    op.execute("alter table collections add column files jsonb not null default '[]'")
