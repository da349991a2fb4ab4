"""What was sold line by line, results summed by day and month, and the targets set for them."""

from alembic import op

from shared.database.security import protect

revision = "0008"
down_revision = "0007"

_TABLES = """
create table sold (
  company_id uuid not null, order_id uuid not null, line smallint not null, product_id uuid not null,
  category_id uuid not null, quantity bigint not null, amount numeric(18, 2) not null,
  primary key (company_id, order_id, line)
);
create table result_totals (
  company_id uuid not null, measure text collate "C" not null, grain text collate "C" not null, start date not null,
  employee_id uuid not null, department_id uuid not null, subject_id uuid not null, category_id uuid not null,
  number bigint not null, amount numeric(18, 2) not null, product_total numeric(18, 2) not null,
  primary key (company_id, measure, grain, start, employee_id, department_id, subject_id, category_id)
);
create index result_totals_of_employee on result_totals (company_id, measure, grain, employee_id, start);
create table targets (
  company_id uuid not null, kind text collate "C" not null, span text collate "C" not null, start date not null,
  employee_id uuid not null, department_id uuid not null, number bigint not null, amount numeric(18, 2) not null,
  set_by uuid not null, set_at timestamptz not null,
  primary key (company_id, kind, span, start, employee_id)
);
"""


def upgrade() -> None:
    op.execute(_TABLES)
    for table in ("sold", "result_totals", "targets"):
        protect(table)
