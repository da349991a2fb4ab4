"""Products, the tree of their categories, and the change log of what has none of its own."""

from alembic import op

from shared.database.security import protect

revision = "0005"
down_revision = "0004"

_TABLES = """
create table product_categories (
  company_id uuid not null, id uuid not null, version int not null, name text not null, parent_id uuid,
  primary key (company_id, id),
  unique nulls not distinct (company_id, parent_id, name),
  foreign key (company_id, parent_id) references product_categories (company_id, id)
);
create table products (
  company_id uuid not null, id uuid not null, version int not null, name text not null, price numeric(14, 2) not null
  check (price >= 0), category_id uuid, unit text, note text, stock int check (stock >= 0), enabled boolean not null,
  fields jsonb not null default '{}', created_at timestamptz not null, updated_at timestamptz not null,
  primary key (company_id, id),
  foreign key (company_id, category_id) references product_categories (company_id, id)
);
create index products_created on products (company_id, created_at, id);
create index products_name on products (company_id, name, id);
create index products_category on products (company_id, category_id) where category_id is not null;
create table record_changes (
  company_id uuid not null, id uuid not null, record_id uuid not null, at timestamptz not null, by_id uuid,
  kind text not null, changes jsonb not null,
  primary key (company_id, id)
);
create index record_changes_record on record_changes (company_id, record_id, id desc);
"""


def upgrade() -> None:
    op.execute(_TABLES)
    for table in ("product_categories", "products", "record_changes"):
        protect(table)
