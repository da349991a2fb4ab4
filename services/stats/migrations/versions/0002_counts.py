"""What stats heard, the customers as last told, the facts counted from them, and their sums."""

from alembic import op

from shared.database.security import open_to_system, protect

revision = "0002"
down_revision = "0001"

_TABLES = """
create table heard_events (
  company_id uuid not null, seq bigint generated always as identity, body json not null,
  primary key (company_id, seq)
);
create table customers (
  company_id uuid not null, id uuid not null, name text not null, stage text not null, owner_id uuid,
  department_id uuid not null, status text not null, tags text[] not null, recycled boolean not null,
  primary key (company_id, id)
);
create index customers_owner on customers (company_id, owner_id) where owner_id is not null and not recycled;
create table facts (
  company_id uuid not null, day date not null, id bigint generated always as identity, at timestamptz not null,
  employee_id uuid not null, department_id uuid not null, stage text not null, kind text not null,
  amount smallint not null, status text, tags text[] not null, customer_id uuid not null, customer_name text not null,
  by_id uuid, event_id uuid not null,
  primary key (company_id, day, id)
);
create index facts_customer on facts (company_id, customer_id);
create table totals (
  company_id uuid not null, measure text not null, grain text not null, start date not null, employee_id uuid not null,
  department_id uuid not null, key text not null, amount bigint not null,
  primary key (company_id, measure, grain, start, employee_id, department_id, key)
) with (fillfactor = 80);
create table labels (
  company_id uuid not null, kind text not null, id text not null, name text not null,
  primary key (company_id, kind, id)
);
create table former_departments (
  company_id uuid not null, id uuid not null, name text not null, path text not null,
  primary key (company_id, id)
);
create table heard_up_to (
  source text not null, partition smallint not null, moment timestamptz not null,
  primary key (source, partition)
);
"""
_OF_COMPANIES = ("heard_events", "customers", "facts", "totals", "labels", "former_departments")


def upgrade() -> None:
    op.execute(_TABLES)
    for table in _OF_COMPANIES:
        protect(table)
    # Reading whom to rebuild, and how far the log of everybody has come.
    open_to_system("heard_events", service="stats")
