"""Names and phones of customers that a company wants unique, kept by triggers of customers."""

from alembic import op

from shared.database.security import protect

revision = "0015"
down_revision = "0014"

_TABLES = """
create table duplicate_rules (
  company_id uuid not null, version int not null, name_unique boolean not null, phone_unique boolean not null,
  primary key (company_id)
);
create table unique_customers (
  company_id uuid not null, kind text not null, value text not null, customer_id uuid not null,
  primary key (company_id, kind, value),
  foreign key (company_id, customer_id) references customers (company_id, id) on delete cascade
);
create index unique_customers_customer on unique_customers (company_id, customer_id);
"""

# One transaction enters one company, so all rows of a statement are of one.
_TRIGGERS = """
create function hold_unique_customers(company uuid, ids uuid[]) returns void language plpgsql as $$
declare
  demanded duplicate_rules;
begin
  perform pg_advisory_xact_lock_shared(7305, hashtext(company::text));
  select * into demanded from duplicate_rules where company_id = company;
  if demanded.name_unique then
    begin
      insert into unique_customers select company_id, 'name', name, id from customers
      where company_id = company and id = any(ids) and recycled_at is null;
    exception when unique_violation then
      raise unique_violation using constraint = 'unique_customers_pkey', column = 'name';
    end;
  end if;
  if demanded.phone_unique then
    begin
      insert into unique_customers select company_id, 'phone', phone, id from customers
      where company_id = company and id = any(ids) and recycled_at is null and phone is not null;
    exception when unique_violation then
      raise unique_violation using constraint = 'unique_customers_pkey', column = 'phone';
    end;
  end if;
end $$;
create function hold_new_customers() returns trigger language plpgsql as $$
begin
  perform hold_unique_customers(company_id, array_agg(id)) from fresh group by company_id;
  return null;
end $$;
create function hold_changed_customer() returns trigger language plpgsql as $$
begin
  delete from unique_customers where company_id = new.company_id and customer_id = new.id;
  perform hold_unique_customers(new.company_id, array[new.id]);
  return null;
end $$;
create trigger customers_held after insert on customers referencing new table as fresh
  for each statement execute function hold_new_customers();
create trigger customers_held_anew after update of name, phone, recycled_at on customers for each row
  when ((old.name, old.phone, old.recycled_at) is distinct from (new.name, new.phone, new.recycled_at))
  execute function hold_changed_customer();
"""


def upgrade() -> None:
    op.execute(_TABLES)
    op.execute(_TRIGGERS)
    protect("duplicate_rules")
    protect("unique_customers")
