"""How many customers there are of each owner, stage and status: kept by triggers, so that lists need not count."""

from alembic import op

from shared.database.security import open_to_system, protect

revision = "0018"
down_revision = "0017"

_TABLE = """
create table customer_counts (
  company_id uuid not null, owner_id uuid, stage text not null, status_id uuid, recycled boolean not null,
  customers int not null
);
create index customer_counts_company on customer_counts (company_id, owner_id);
alter table customers no force row level security;
insert into customer_counts
  select company_id, owner_id, stage, status_id, recycled_at is not null, count(*) from customers
  group by company_id, owner_id, stage, status_id, recycled_at is not null;
alter table customers force row level security;
"""

_TRIGGERS = """
create function count_customers_come() returns trigger language plpgsql as $$
begin
  insert into customer_counts
    select company_id, owner_id, stage, status_id, recycled_at is not null, count(*) from come
    group by company_id, owner_id, stage, status_id, recycled_at is not null;
  return null;
end $$;
create function count_customers_gone() returns trigger language plpgsql as $$
begin
  insert into customer_counts
    select company_id, owner_id, stage, status_id, recycled_at is not null, -count(*) from gone
    group by company_id, owner_id, stage, status_id, recycled_at is not null;
  return null;
end $$;
create function count_customer_changed() returns trigger language plpgsql as $$
begin
  insert into customer_counts values
    (old.company_id, old.owner_id, old.stage, old.status_id, old.recycled_at is not null, -1),
    (new.company_id, new.owner_id, new.stage, new.status_id, new.recycled_at is not null, 1);
  return null;
end $$;
create trigger counted_come after insert on customers
  referencing new table as come for each statement execute function count_customers_come();
create trigger counted_gone after delete on customers
  referencing old table as gone for each statement execute function count_customers_gone();
create trigger counted_changed after update of owner_id, stage, status_id, recycled_at on customers
  for each row when (
    old.owner_id is distinct from new.owner_id or old.stage <> new.stage
    or old.status_id is distinct from new.status_id or (old.recycled_at is null) <> (new.recycled_at is null))
  execute function count_customer_changed();
"""


def upgrade() -> None:
    op.execute(_TABLE)
    op.execute(_TRIGGERS)
    protect("customer_counts")
    open_to_system("customer_counts", service="crm")  # the timer looks for work in all companies
