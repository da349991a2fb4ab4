"""Orders with their lines, collection plans and collections."""

from alembic import op

from shared.database.security import protect

revision = "0012"
down_revision = "0011"

_TABLES = """
create table orders (
  company_id uuid not null, id uuid not null, version int not null, customer_id uuid not null, opportunity_id uuid,
  title text not null, owner_id uuid not null, status text not null, submission int not null,
  product_total numeric(14, 2) not null, deal_amount numeric(14, 2) not null check (deal_amount >= 0),
  collected numeric(14, 2) not null check (collected >= 0 and collected <= deal_amount),
  invoiced numeric(14, 2) not null check (invoiced >= 0), note text, refusal_reason text, termination_reason text,
  fields jsonb not null default '{}', submitted_at timestamptz, approved_at timestamptz, completed_at timestamptz,
  terminated_at timestamptz, created_at timestamptz not null, created_by uuid not null, updated_at timestamptz not null,
  primary key (company_id, id),
  foreign key (company_id, customer_id) references customers (company_id, id) on delete cascade,
  foreign key (company_id, opportunity_id) references opportunities (company_id, id) on delete set null (opportunity_id)
);
create index orders_owner on orders (company_id, owner_id, created_at, id);
create index orders_created on orders (company_id, created_at, id);
create index orders_approved on orders (company_id, approved_at, id) where approved_at is not null;
create index orders_customer on orders (company_id, customer_id, created_at);
create index orders_opportunity on orders (company_id, opportunity_id) where opportunity_id is not null;
create table order_lines (
  company_id uuid not null, order_id uuid not null, place int not null, product_id uuid not null,
  product_name text not null, category_id uuid, category_name text, unit text,
  quantity int not null check (quantity > 0), price numeric(14, 2) not null check (price >= 0),
  discount numeric(5, 2) not null check (discount between 0 and 100), amount numeric(14, 2) not null,
  taken int not null check (taken >= 0),
  primary key (company_id, order_id, place),
  foreign key (company_id, order_id) references orders (company_id, id) on delete cascade,
  foreign key (company_id, product_id) references products (company_id, id)
);
create index order_lines_product on order_lines (company_id, product_id);
create table collection_plans (
  company_id uuid not null, id uuid not null, version int not null, order_id uuid not null, due_on date not null,
  amount numeric(14, 2) not null check (amount > 0), method_id uuid, remind_days int, note text,
  created_at timestamptz not null, created_by uuid not null,
  primary key (company_id, id),
  foreign key (company_id, order_id) references orders (company_id, id) on delete cascade,
  foreign key (company_id, method_id) references choices (company_id, id)
);
create index collection_plans_order on collection_plans (company_id, order_id, due_on);
create index collection_plans_due on collection_plans (company_id, due_on);
create index collection_plans_method on collection_plans (company_id, method_id) where method_id is not null;
create table collections (
  company_id uuid not null, id uuid not null, version int not null, order_id uuid not null, received_on date not null,
  amount numeric(14, 2) not null check (amount > 0), invoiced numeric(14, 2) not null check (invoiced >= 0),
  method_id uuid not null, payee text, note text, created_at timestamptz not null, created_by uuid not null,
  primary key (company_id, id),
  foreign key (company_id, order_id) references orders (company_id, id) on delete cascade,
  foreign key (company_id, method_id) references choices (company_id, id)
);
create index collections_order on collections (company_id, order_id, received_on);
create index collections_received on collections (company_id, received_on);
create index collections_method on collections (company_id, method_id);
"""

# Companies founded before get what a new one starts with.
_FIRST = """
alter table choices no force row level security;
alter table companies no force row level security;
insert into choices (company_id, id, version, kind, name, "order", enabled)
  select companies.company_id, gen_random_uuid(), 1, 'payment-methods', first.name, place, true
  from companies, (values ('现金', 1), ('支票', 2), ('银行转账', 3), ('其他', 4)) as first (name, place);
alter table choices force row level security;
alter table companies force row level security;
"""


def upgrade() -> None:
    op.execute(_TABLES)
    op.execute(_FIRST)
    for table in ("orders", "order_lines", "collection_plans", "collections"):
        protect(table)
