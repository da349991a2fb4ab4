"""Calls with their recordings, of customers or leads."""

from alembic import op

from shared.database.security import protect

revision = "0020"
down_revision = "0019"

_TABLE = """
create table calls (
  company_id uuid not null, id uuid not null, version int not null, customer_id uuid, lead_id uuid,
  stage text not null check (stage in ('lead', 'developing', 'signed')), number text not null,
  direction text not null check (direction in ('outgoing', 'incoming')), started_at timestamptz not null,
  seconds int not null check (seconds >= 0), recording jsonb, made_by uuid not null, received_at timestamptz not null,
  primary key (company_id, id),
  foreign key (company_id, customer_id) references customers (company_id, id) on delete cascade,
  foreign key (company_id, lead_id) references leads (company_id, id) on delete cascade,
  constraint calls_of_one check (num_nonnulls(customer_id, lead_id) = 1)
);
create index calls_started on calls (company_id, started_at, id);
create index calls_employee on calls (company_id, made_by, started_at, id);
create index calls_customer on calls (company_id, customer_id, started_at, id) where customer_id is not null;
create index calls_lead on calls (company_id, lead_id, started_at, id) where lead_id is not null;
create unique index calls_once on calls (company_id, made_by, number, started_at);
"""


def upgrade() -> None:
    op.execute(_TABLE)
    protect("calls")
