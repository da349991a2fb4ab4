"""The common tables and customers with their change log."""

from alembic import op

from shared.database.security import create_common_tables, protect

revision = "0001"
down_revision = None

_TABLES = """
create table customers (
  company_id uuid not null, id uuid not null, version int not null, name text not null, phone text, address text,
  note text, stage text not null, owner_id uuid, former_owner_id uuid,
  created_at timestamptz not null, created_by uuid not null, updated_at timestamptz not null, updated_by uuid not null,
  taken_at timestamptz, followed_at timestamptz, pooled_at timestamptz, recycled_at timestamptz,
  primary key (company_id, id)
);
create index customers_owner on customers (company_id, owner_id, created_at desc, id) where recycled_at is null;
create index customers_created on customers (company_id, created_at desc, id) where recycled_at is null;
create index customers_pool on customers (company_id, pooled_at desc, id)
  where owner_id is null and recycled_at is null;
create index customers_recycled on customers (company_id, recycled_at desc, id) where recycled_at is not null;
create table customer_changes (
  company_id uuid not null, id uuid not null, customer_id uuid not null, at timestamptz not null, by_id uuid,
  kind text not null, changes jsonb not null,
  primary key (company_id, id),
  foreign key (company_id, customer_id) references customers (company_id, id) on delete cascade
);
create index customer_changes_customer on customer_changes (company_id, customer_id, id desc);
"""


def upgrade() -> None:
    create_common_tables("crm")
    op.execute(_TABLES)
    protect("customers")
    protect("customer_changes")
