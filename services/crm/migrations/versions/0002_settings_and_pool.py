"""What is configured, and what customers need of it: status, tags, source, participants, owners, pool, limits."""

from alembic import op

from shared.database.security import open_to_system, protect

revision = "0002"
down_revision = "0001"

_SETTINGS = """
create table choices (
  company_id uuid not null, id uuid not null, version int not null, kind text not null, name text not null,
  "order" int not null, enabled boolean not null, stage text,
  primary key (company_id, id), unique (company_id, kind, name)
);
create table pool_rules (
  company_id uuid not null, id uuid not null, version int not null, name text not null, enabled boolean not null,
  days_without_follow_up int not null check (days_without_follow_up > 0), red_days int not null check (red_days >= 0),
  primary key (company_id, id), unique (company_id, name)
);
create table pool_limits (
  company_id uuid not null, version int not null, may_hold int, may_take_a_day int, days_before_taken_back int,
  reason_required boolean not null, participants_may_edit boolean not null,
  primary key (company_id)
);
create table takings (
  company_id uuid not null, employee_id uuid not null, day date not null, taken int not null,
  primary key (company_id, employee_id, day)
);
"""

_CUSTOMERS = """
alter table customers
  add column status_id uuid, add column source_id uuid,
  add column longitude numeric(9, 6), add column latitude numeric(8, 6),
  add column falls_at timestamptz, add column falls_rule_id uuid,
  add foreign key (company_id, status_id) references choices (company_id, id),
  add foreign key (company_id, source_id) references choices (company_id, id),
  add foreign key (company_id, falls_rule_id) references pool_rules (company_id, id),
  add check ((longitude is null) = (latitude is null)),
  add check ((falls_at is null) = (falls_rule_id is null));
create table customer_tags (
  company_id uuid not null, customer_id uuid not null, choice_id uuid not null,
  primary key (company_id, customer_id, choice_id),
  foreign key (company_id, customer_id) references customers (company_id, id) on delete cascade,
  foreign key (company_id, choice_id) references choices (company_id, id)
);
create index customer_tags_choice on customer_tags (company_id, choice_id, customer_id);
create table participants (
  company_id uuid not null, customer_id uuid not null, employee_id uuid not null, may_edit boolean not null,
  primary key (company_id, customer_id, employee_id),
  foreign key (company_id, customer_id) references customers (company_id, id) on delete cascade
);
create index participants_employee on participants (company_id, employee_id, customer_id);
create table ownerships (
  company_id uuid not null, id uuid not null, customer_id uuid not null, owner_id uuid not null, how text not null,
  since timestamptz not null, until timestamptz,
  primary key (company_id, id),
  foreign key (company_id, customer_id) references customers (company_id, id) on delete cascade
);
create index ownerships_customer on ownerships (company_id, customer_id, since desc);
create unique index ownerships_open on ownerships (company_id, customer_id) where until is null;
alter table customers no force row level security;
insert into ownerships (company_id, id, customer_id, owner_id, how, since)
  select company_id, id, id, owner_id, 'created', coalesce(taken_at, created_at) from customers
  where owner_id is not null;
alter table customers force row level security;
"""

# One index serves a list up and down: the tie is broken by id in the direction of the sort.
_SORTS = """
drop index customers_owner;
drop index customers_created;
drop index customers_pool;
drop index customers_recycled;
create index customers_owner on customers (company_id, owner_id, created_at, id) where recycled_at is null;
create index customers_created on customers (company_id, created_at, id)
  where owner_id is not null and recycled_at is null;
create index customers_updated on customers (company_id, updated_at, id)
  where owner_id is not null and recycled_at is null;
create index customers_name on customers (company_id, name, id) where owner_id is not null and recycled_at is null;
create index customers_followed on customers (company_id, followed_at nulls first, id)
  where owner_id is not null and recycled_at is null;
create index customers_falls on customers (company_id, falls_at, id)
  where owner_id is not null and recycled_at is null;
create index customers_due on customers (falls_at) where falls_at is not null and recycled_at is null;
create index customers_pool on customers (company_id, pooled_at, id) where owner_id is null and recycled_at is null;
create index customers_pool_created on customers (company_id, created_at, id)
  where owner_id is null and recycled_at is null;
create index customers_recycled on customers (company_id, recycled_at, id) where recycled_at is not null;
create index customers_status on customers (company_id, status_id);
create index customers_source on customers (company_id, source_id) where source_id is not null;
create index customers_falls_rule on customers (company_id, falls_rule_id) where falls_rule_id is not null;
"""


def upgrade() -> None:
    for statements in (_SETTINGS, _CUSTOMERS, _SORTS):
        op.execute(statements)
    for table in ("choices", "pool_rules", "pool_limits", "takings", "customer_tags", "participants", "ownerships"):
        protect(table)
    for table in ("customers", "pool_limits"):  # read by timers that look for work in all companies
        open_to_system(table, service="crm")
