"""The organization, who may sign in, and who is signed in."""

from alembic import op

from shared.database.security import create_common_tables, open_to_system, protect

revision = "0001"
down_revision = None

_TABLES = """
create table companies (
  company_id uuid primary key, version int not null, name text not null, time_zone text not null
);
create table departments (
  company_id uuid not null references companies, id uuid not null, version int not null, name text not null,
  parent_id uuid, path text not null, "order" int not null default 0,
  primary key (company_id, id), foreign key (company_id, parent_id) references departments (company_id, id)
);
create table employees (
  company_id uuid not null references companies, id uuid not null, version int not null, name text not null,
  account text not null, password_hash text not null, must_change_password boolean not null,
  department_id uuid, superior_id uuid, job_title text, enabled boolean not null,
  primary key (company_id, id),
  foreign key (company_id, department_id) references departments (company_id, id),
  foreign key (company_id, superior_id) references employees (company_id, id)
);
create unique index employees_account on employees (account);
create table roles (
  company_id uuid not null references companies, id uuid not null, version int not null, name text not null,
  administrator boolean not null, functions jsonb not null, actions jsonb not null,
  primary key (company_id, id)
);
create unique index roles_name on roles (company_id, name);
create table employee_roles (
  company_id uuid not null, employee_id uuid not null, role_id uuid not null,
  primary key (company_id, employee_id, role_id),
  foreign key (company_id, employee_id) references employees (company_id, id) on delete cascade,
  foreign key (company_id, role_id) references roles (company_id, id)
);
create table sessions (
  company_id uuid not null, id uuid not null, employee_id uuid not null, device text not null,
  turn int not null, turned_at timestamptz not null, started_at timestamptz not null, ended_at timestamptz,
  primary key (company_id, id),
  foreign key (company_id, employee_id) references employees (company_id, id) on delete cascade
);
create index sessions_employee on sessions (company_id, employee_id) where ended_at is null;
create table sign_in_failures (
  account text primary key, failures int not null, first_at timestamptz not null
);
create table sms_outbox (
  company_id uuid not null references companies, id uuid not null, phone text not null, text text not null,
  written_at timestamptz not null, primary key (company_id, id)
);
"""


def upgrade() -> None:
    op.execute(_TABLES)
    create_common_tables("gateway", directory=False)
    for table in ("companies", "departments", "employees", "roles", "employee_roles", "sessions", "sms_outbox"):
        protect(table)
    # Who signs in has no company yet: the system role finds the account and the session.
    for table in ("companies", "employees", "sessions"):
        open_to_system(table, service="gateway")
