"""Companies apart, held by PostgreSQL itself: row-level security, forced, for a role that does not own the tables.

Used by migrations. `owner` creates, `app` works for one company at a time, `system` carries messages for all.
"""

from alembic import op

from shared.database import tables

_SYSTEM_READS = ("outbox", "companies", "parked", "inbox_waiting")


def protect(table: str) -> None:
    """Limits the table's rows to the company the transaction has entered."""
    op.execute(f'alter table "{table}" enable row level security')
    op.execute(f'alter table "{table}" force row level security')
    op.execute(
        f'create policy company on "{table}" '
        "using (company_id = nullif(current_setting('app.company_id', true), '')::uuid) "
        "with check (company_id = nullif(current_setting('app.company_id', true), '')::uuid)"
    )


def open_to_system(table: str, *, service: str) -> None:
    """Lets the system role see all companies' rows of the table: relay, timers, health."""
    op.execute(f'create policy system on "{table}" to {service}_system using (true) with check (true)')


def create_common_tables(service: str, *, directory: bool = True) -> None:
    """The tables every service has; the gateway owns the organization and so keeps no copy of it."""
    copies = {tables.companies, tables.departments, tables.employees}
    made = [table for table in tables.metadata.sorted_tables if directory or table not in copies]
    tables.metadata.create_all(op.get_bind(), tables=made)
    names = {table.name for table in made}
    for table in made:
        if table is not tables.parked:
            protect(table.name)
    for name in _SYSTEM_READS:
        if name in names and name != "parked":
            open_to_system(name, service=service)
    op.execute("create unique index outbox_id on outbox (company_id, id)")
    op.execute("create index outbox_unpublished on outbox (seq) where published_at is null")
    op.execute("create index outbox_seq on outbox (seq)")
    op.execute("create index commands_made_at on commands (company_id, made_at)")
    op.execute("create index inbox_received_at on inbox (company_id, received_at)")
    op.execute(
        "create function notify_outbox() returns trigger language plpgsql as "
        "$$ begin perform pg_notify('outbox', ''); return null; end $$"
    )
    op.execute(
        "create trigger outbox_notify after insert on outbox for each statement execute function notify_outbox()"
    )
