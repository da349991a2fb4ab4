"""Values of custom fields beside what customers and contacts have; when a customer was last visited and called."""

from alembic import op

revision = "0004"
down_revision = "0003"

_COLUMNS = """
alter table customers
  add column fields jsonb not null default '{}', add column visited_at timestamptz, add column called_at timestamptz;
alter table contacts add column fields jsonb not null default '{}';
"""


def upgrade() -> None:
    op.execute(_COLUMNS)
