"""Contacts, follow-ups, jobs, and what an import keeps while it runs."""

from alembic import op

from shared.database.security import protect
from shared.jobs.migration import create_jobs_table

revision = "0003"
down_revision = "0002"

_TABLES = """
create table contacts (
  company_id uuid not null, id uuid not null, version int not null, customer_id uuid not null, name text not null,
  title text, role_id uuid, mobiles text[] not null check (cardinality(mobiles) <= 3),
  landlines text[] not null check (cardinality(landlines) <= 3), email text, qq text, wechat text, birthday text,
  is_default boolean not null, created_at timestamptz not null, updated_at timestamptz not null,
  primary key (company_id, id),
  foreign key (company_id, customer_id) references customers (company_id, id) on delete cascade,
  foreign key (company_id, role_id) references choices (company_id, id)
);
create unique index contacts_default on contacts (company_id, customer_id) where is_default;
create index contacts_customer on contacts (company_id, customer_id, id);
create index contacts_role on contacts (company_id, role_id) where role_id is not null;
create table follow_ups (
  company_id uuid not null, id uuid not null, version int not null, customer_id uuid not null, stage text not null,
  behaviour_id uuid not null, contact_id uuid, content text not null, next_at timestamptz,
  written_by uuid not null, written_at timestamptz not null,
  primary key (company_id, id),
  foreign key (company_id, customer_id) references customers (company_id, id) on delete cascade,
  foreign key (company_id, behaviour_id) references choices (company_id, id),
  foreign key (company_id, contact_id) references contacts (company_id, id) on delete set null (contact_id)
);
create index follow_ups_written on follow_ups (company_id, written_at, id);
create index follow_ups_employee on follow_ups (company_id, written_by, written_at, id);
create index follow_ups_customer on follow_ups (company_id, customer_id, written_at, id);
create index follow_ups_behaviour on follow_ups (company_id, behaviour_id, written_at);
create index follow_ups_contact on follow_ups (company_id, contact_id) where contact_id is not null;
create table import_failures (
  company_id uuid not null, job_id uuid not null, row int not null, cells jsonb not null, reason text not null,
  primary key (company_id, job_id, row),
  foreign key (company_id, job_id) references jobs (company_id, id) on delete cascade
);
create index customers_same_name on customers (company_id, name) where recycled_at is null;
create index customers_same_phone on customers (company_id, phone) where phone is not null and recycled_at is null;
"""


def upgrade() -> None:
    create_jobs_table("crm")
    op.execute(_TABLES)
    for table in ("contacts", "follow_ups", "import_failures"):
        protect(table)
