"""From here on the version of a choice counts its events."""

from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    op.execute("alter table choices drop column version, add column version int not null default 0")
