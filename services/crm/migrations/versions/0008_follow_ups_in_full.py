"""Follow-ups of customers or leads, with files, place and people named."""

from alembic import op

revision = "0008"
down_revision = "0007"

_COLUMNS = """
alter table follow_ups
  alter column customer_id drop not null,
  add column lead_id uuid,
  add column files jsonb not null default '[]',
  add column longitude numeric(9, 6), add column latitude numeric(9, 6), add column address text,
  add column mention_ids uuid[] not null default '{}', add column mention_department_ids uuid[] not null default '{}',
  add constraint follow_ups_of_one check (num_nonnulls(customer_id, lead_id) = 1);
create index follow_ups_lead on follow_ups (company_id, lead_id, written_at, id) where lead_id is not null;
create index follow_ups_mention on follow_ups using gin (mention_ids);
"""


def upgrade() -> None:
    op.execute(_COLUMNS)
