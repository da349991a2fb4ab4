"""Pool rules with deadlines for visits, calls and signing, by status and tag; limits that may count signed ones."""

from alembic import op

revision = "0013"
down_revision = "0012"

_RULES = """
alter table pool_rules
  alter column days_without_follow_up drop not null,
  add column days_without_visit int check (days_without_visit > 0),
  add column days_without_call int check (days_without_call > 0),
  add column joined text not null default 'any' check (joined in ('any', 'all')),
  add column days_to_sign int check (days_to_sign > 0),
  add column status_ids uuid[] not null default '{}', add column tag_ids uuid[] not null default '{}',
  add check (num_nonnulls(days_without_follow_up, days_without_visit, days_without_call, days_to_sign) > 0);
alter table pool_limits add column signed_ones_count boolean not null default false;
"""


def upgrade() -> None:
    op.execute(_RULES)
