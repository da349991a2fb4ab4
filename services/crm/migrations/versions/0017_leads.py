"""Leads, and the statuses they stand in."""

from alembic import op

from shared.database.security import protect

revision = "0017"
down_revision = "0016"

_TABLES = """
create table leads (
  company_id uuid not null, id uuid not null, version int not null, name text not null, company text, phone text,
  address text, note text, owner_id uuid not null, status_id uuid, source_id uuid, customer_id uuid,
  converted_at timestamptz, followed_at timestamptz, fields jsonb not null default '{}',
  created_at timestamptz not null, created_by uuid not null, updated_at timestamptz not null,
  primary key (company_id, id),
  foreign key (company_id, status_id) references choices (company_id, id),
  foreign key (company_id, source_id) references choices (company_id, id),
  check (customer_id is null or converted_at is not null)
);
create index leads_owner on leads (company_id, owner_id, created_at, id);
create index leads_created on leads (company_id, created_at, id);
create index leads_name on leads (company_id, name);
create index leads_phone on leads (company_id, phone) where phone is not null;
create index leads_company on leads (company_id, company) where company is not null;
create index leads_status on leads (company_id, status_id);
create index leads_source on leads (company_id, source_id) where source_id is not null;
create index leads_customer on leads (company_id, customer_id) where customer_id is not null;
alter table follow_ups add foreign key (company_id, lead_id) references leads (company_id, id) on delete cascade;
"""
# Companies founded before get what a new one starts with; security is forced, so it is lifted meanwhile.
_FIRST = """
alter table choices no force row level security;
alter table companies no force row level security;
insert into choices (company_id, id, version, kind, name, "order", enabled)
  select companies.company_id, gen_random_uuid(), 0, 'lead-statuses', first.name, place, true
  from companies, (values ('未处理', 1), ('已联系', 2), ('关闭', 3)) as first (name, place);
alter table choices force row level security;
alter table companies force row level security;
"""


def upgrade() -> None:
    op.execute(_TABLES)
    op.execute(_FIRST)
    protect("leads")
