"""The notification inbox and which kinds an employee has switched off."""

from alembic import op

from shared.database.security import protect

revision = "0002"
down_revision = "0001"

_TABLES = """
create table notifications (
  company_id uuid not null, id uuid not null, employee_id uuid not null, kind text not null, news text not null,
  act text not null, count int not null check (count > 0), facts jsonb not null, opens_kind text not null,
  opens_id uuid, by_id uuid, at timestamptz not null, read_at timestamptz,
  primary key (company_id, id), unique (company_id, employee_id, news, act)
);
create index notifications_employee on notifications (company_id, employee_id, at, id);
create index notifications_unread on notifications (company_id, employee_id, at, id) where read_at is null;
create index notifications_kind on notifications (company_id, employee_id, kind, at, id);
create table notification_kinds_off (
  company_id uuid not null, employee_id uuid not null, kind text not null,
  primary key (company_id, employee_id, kind)
);
"""


def upgrade() -> None:
    op.execute(_TABLES)
    for table in ("notifications", "notification_kinds_off"):
        protect(table)
