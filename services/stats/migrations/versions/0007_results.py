"""Won opportunities, approved orders and collections, a row for each as it stands."""

from alembic import op

from shared.database.security import protect

revision = "0007"
down_revision = "0006"

_TABLE = """
create table results (
  company_id uuid not null, kind text collate "C" not null, id uuid not null, day date not null,
  at timestamptz not null, employee_id uuid not null, department_id uuid not null, customer_id uuid not null,
  customer_name text not null, title text not null, amount numeric(18, 2) not null,
  product_total numeric(18, 2) not null, order_id uuid, counts boolean not null,
  primary key (company_id, kind, id)
);
create index results_counted on results (company_id, kind, day)
  include (employee_id, department_id, amount, product_total) where counts;
create index results_order on results (company_id, order_id) where order_id is not null;
"""


def upgrade() -> None:
    op.execute(_TABLE)
    protect("results")
