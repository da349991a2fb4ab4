"""Custom fields; the values of unique ones are kept by triggers of the tables that hold them."""

from alembic import op

from shared.database.security import protect

revision = "0009"
down_revision = "0008"

_TABLES = """
create table custom_fields (
  company_id uuid not null, id uuid not null, version int not null, "of" text not null, title text not null,
  type text not null, choices jsonb not null, "order" int not null, enabled boolean not null,
  required boolean not null, in_list boolean not null, sortable boolean not null, filterable boolean not null,
  "unique" boolean not null,
  primary key (company_id, id), unique (company_id, "of", title)
);
create table unique_values (
  company_id uuid not null, field_id uuid not null, value text not null, thing_id uuid not null,
  primary key (company_id, field_id, value),
  foreign key (company_id, field_id) references custom_fields (company_id, id) on delete cascade
);
create index unique_values_thing on unique_values (company_id, thing_id);
"""

_FUNCTIONS = """
create function keep_unique_values() returns trigger language plpgsql as $$
declare
  field uuid;
begin
  if tg_op = 'UPDATE' then
    delete from unique_values where company_id = new.company_id and thing_id = new.id;
  end if;
  for field in select id from custom_fields
    where company_id = new.company_id and "of" = tg_argv[0] and "unique" and new.fields ->> id::text is not null
  loop
    begin
      insert into unique_values values (new.company_id, field, new.fields ->> field::text, new.id);
    exception when unique_violation then
      raise unique_violation using constraint = 'unique_values_pkey', column = field::text;
    end;
  end loop;
  return null;
end $$;
create function forget_unique_values() returns trigger language plpgsql as $$
begin
  delete from unique_values where company_id = old.company_id and thing_id = old.id;
  return null;
end $$;
"""


def upgrade() -> None:
    op.execute(_TABLES)
    op.execute(_FUNCTIONS)
    for holder, kind in (("customers", "customer"), ("contacts", "contact")):
        op.execute(f"""
create trigger {holder}_new_values after insert on {holder} for each row
  when (new.fields <> '{{}}') execute function keep_unique_values('{kind}');
create trigger {holder}_values after update of fields on {holder} for each row
  when (old.fields is distinct from new.fields) execute function keep_unique_values('{kind}');
create trigger {holder}_gone after delete on {holder} for each row
  when (old.fields <> '{{}}') execute function forget_unique_values();
""")
    protect("custom_fields")
    protect("unique_values")
