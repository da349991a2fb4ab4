"""What a search finds: a row per thing, written by triggers with the thing; its marks are filled in right after."""

from alembic import op

from shared.database.security import open_to_system, protect

revision = "0026"
down_revision = "0025"

# Of each kind: its table, who owns one, when it can be found, and the columns that matter.
_KINDS = {
    "customer": ("customers", "x.owner_id", "x.recycled_at is null", ("name", "phone", "owner_id", "recycled_at")),
    "contact": (
        "contacts",
        "(select c.owner_id from customers c where c.company_id = x.company_id and c.id = x.customer_id)",
        "true",
        ("name", "mobiles", "landlines", "customer_id"),
    ),
    "lead": ("leads", "x.owner_id", "x.customer_id is null", ("name", "company", "phone", "owner_id", "customer_id")),
    "opportunity": ("opportunities", "x.owner_id", "true", ("title", "owner_id")),
    "order": ("orders", "x.owner_id", "true", ("title", "owner_id")),
    "product": ("products", "null", "true", ("name",)),
}

_TABLE = """
create table search_entries (
  company_id uuid not null, kind text not null, id uuid not null, owner_id uuid not null, marks int[],
  primary key (company_id, kind, id)
);
create index search_entries_marks on search_entries using gin (marks) with (gin_pending_list_limit = 1024);
create index search_entries_unmarked on search_entries (company_id, kind, id) where marks is null;
"""

# PostgreSQL may not look into the index for a company's rows unless it trusts the operator, and it trusts no operator
# of lists. So a function looks, which takes the company from the transaction and answers nothing but ids.
_FIND = """
create policy finding on search_entries for select to current_user using (true);
create function find_entries(of_kind text, wanted int[], owned int[], owners uuid[], newest int, most int)
returns setof uuid language plpgsql stable security definer
set search_path = public, pg_temp set plan_cache_mode = force_custom_plan set enable_seqscan = off as $$
declare
  company constant uuid := nullif(current_setting('app.company_id', true), '')::uuid;
  found int;
begin
  return query select n.id from (
      select e.id, e.marks, e.owner_id from search_entries e
      where e.company_id = company and e.kind = of_kind order by e.id desc limit newest) n
    where n.marks @> wanted and (owners is null or n.owner_id = any(owners)) limit most;
  get diagnostics found = row_count;
  if found = most then
    return;
  elsif wanted = '{}' and owned is null then
    return query select e.id from search_entries e
      where e.company_id = company and e.kind = of_kind and (owners is null or e.owner_id = any(owners)) limit most;
  elsif owned is null then
    return query select e.id from search_entries e
      where e.marks @> wanted and (e.company_id = company and e.kind = of_kind) is true
        and (owners is null or e.owner_id = any(owners)) limit most;
  elsif wanted = '{}' then
    return query select e.id from search_entries e
      where e.marks && owned and (e.company_id = company and e.kind = of_kind) is true
        and e.owner_id = any(owners) limit most;
  else
    return query select e.id from search_entries e
      where e.marks @> wanted and e.marks && owned and (e.company_id = company and e.kind = of_kind) is true
        and e.owner_id = any(owners) limit most;
  end if;
end $$;
"""

_ENTER = """insert into search_entries (company_id, kind, id, owner_id)
  select x.company_id, '{kind}', x.id, coalesce({owner}, '00000000-0000-0000-0000-000000000000'::uuid)
  from {source} x where {findable}"""
_GONE = """
create function forget_entry() returns trigger language plpgsql as $$
begin
  delete from search_entries where company_id = old.company_id and kind = tg_argv[0] and id = old.id;
  return null;
end $$;
create function own_entries_of_contacts() returns trigger language plpgsql as $$
begin
  update search_entries e set owner_id = coalesce(new.owner_id, '00000000-0000-0000-0000-000000000000'), marks = null
  from contacts c
  where c.company_id = new.company_id and c.customer_id = new.id
    and e.company_id = c.company_id and e.kind = 'contact' and e.id = c.id;
  return null;
end $$;
create trigger found_contacts_owned after update of owner_id on customers for each row
  when (old.owner_id is distinct from new.owner_id) execute function own_entries_of_contacts();
"""
_TRIGGERS = """
create function enter_{table}() returns trigger language plpgsql as $$
begin {entries_of_come}; return null; end $$;
create function enter_{kind}_anew() returns trigger language plpgsql as $$
begin
  delete from search_entries where company_id = new.company_id and kind = '{kind}' and id = new.id;
  {entry_of_new};
  return null;
end $$;
create trigger found_come after insert on {table} referencing new table as come
  for each statement execute function enter_{table}();
create trigger found_changed after update of {columns} on {table} for each row when ({changed})
  execute function enter_{kind}_anew();
create trigger found_gone after delete on {table} for each row execute function forget_entry('{kind}');
"""


def _entries(kind: str, source: str) -> str:
    _, owner, findable, _ = _KINDS[kind]
    return _ENTER.format(kind=kind, owner=owner, source=source, findable=findable)


def _triggers(kind: str) -> str:
    table, _, _, columns = _KINDS[kind]
    changed = " or ".join(f"old.{each} is distinct from new.{each}" for each in columns)
    return _TRIGGERS.format(
        table=table,
        kind=kind,
        columns=", ".join(columns),
        changed=changed,
        entries_of_come=_entries(kind, "come"),
        entry_of_new=_entries(kind, "(select new.*)"),
    )


def upgrade() -> None:
    op.execute(_TABLE)
    for table, *_ in _KINDS.values():
        op.execute(f"alter table {table} no force row level security")
    for kind in _KINDS:
        op.execute(_entries(kind, _KINDS[kind][0]))
    for table, *_ in _KINDS.values():
        op.execute(f"alter table {table} force row level security")
    op.execute(_FIND)
    op.execute(_GONE)
    for kind in _KINDS:
        op.execute(_triggers(kind))
    protect("search_entries")
    open_to_system("search_entries", service="crm")  # the timer looks for work in all companies
