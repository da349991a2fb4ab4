"""Job titles, the audit log, second factors, throttling, and refresh tokens of which only a hash is kept."""

from alembic import op

from shared.database.security import protect

revision = "0002"
down_revision = "0001"

_JOB_TITLES = """
create table job_titles (
  company_id uuid not null references companies, id uuid not null, name text not null, "order" int not null,
  enabled boolean not null, primary key (company_id, id)
);
create unique index job_titles_name on job_titles (company_id, name);
alter table employees no force row level security;
alter table employees add job_title_id uuid,
  add foreign key (company_id, job_title_id) references job_titles (company_id, id);
insert into job_titles
  select company_id, gen_random_uuid(), job_title, row_number() over (partition by company_id order by job_title), true
  from employees where job_title is not null group by company_id, job_title;
update employees set job_title_id = job_titles.id from job_titles
  where job_titles.company_id = employees.company_id and job_titles.name = employees.job_title;
alter table employees drop job_title;
alter table employees force row level security;
create index employees_department on employees (company_id, department_id);
create index employees_superior on employees (company_id, superior_id);
create index employees_job_title on employees (company_id, job_title_id);
create index employees_name on employees (company_id, name, id);
create index departments_parent on departments (company_id, parent_id);
create index employee_roles_role on employee_roles (company_id, role_id);
create index sms_outbox_written_at on sms_outbox (company_id, written_at);
"""
_AUDIT = """
create table audit_log (
  company_id uuid not null references companies, id uuid not null, at timestamptz not null, kind text not null,
  employee_id uuid, detail jsonb not null, address text, primary key (company_id, id),
  foreign key (company_id, employee_id) references employees (company_id, id)
);
create index audit_log_at on audit_log (company_id, at);
create index audit_log_kind on audit_log (company_id, kind, at);
create index audit_log_employee on audit_log (company_id, employee_id, at);
create function refuse_change() returns trigger language plpgsql as
  $$ begin raise exception '% is only ever added to', tg_table_name; end $$;
create trigger audit_log_stays before update or delete or truncate on audit_log
  for each statement execute function refuse_change();
"""
_ACCESS = """
truncate sessions;
alter table sessions add token_hash bytea not null;
create table second_factors (
  company_id uuid not null, employee_id uuid not null, secret text not null, confirmed_at timestamptz,
  last_step bigint not null, primary key (company_id, employee_id),
  foreign key (company_id, employee_id) references employees (company_id, id) on delete cascade
);
create table recovery_codes (
  company_id uuid not null, employee_id uuid not null, hash bytea not null,
  primary key (company_id, employee_id, hash),
  foreign key (company_id, employee_id) references second_factors (company_id, employee_id) on delete cascade
);
drop table sign_in_failures;
create table throttles (key text primary key, tokens double precision not null, at timestamptz not null);
create index throttles_at on throttles (at);
"""
# Asked with every request, so it is one round trip on a plan that stays prepared; the company is entered first, and
# row-level security holds inside as everywhere.
_ACTING = """
create function acting(company uuid, employee uuid, session uuid)
returns table (name text, department_id uuid, must_change_password boolean, time_zone text, roles jsonb)
language plpgsql as $$
begin
  perform set_config('app.company_id', company::text, true);
  return query
    select employees.name, employees.department_id, employees.must_change_password, companies.time_zone, (
      select jsonb_agg(jsonb_build_object(
        'administrator', roles.administrator, 'functions', roles.functions, 'actions', roles.actions))
      from employee_roles
      join roles on roles.company_id = employee_roles.company_id and roles.id = employee_roles.role_id
      where employee_roles.company_id = company and employee_roles.employee_id = employee
    )
    from sessions
    join employees on employees.company_id = sessions.company_id and employees.id = sessions.employee_id
    join companies on companies.company_id = sessions.company_id
    where sessions.company_id = company and sessions.id = session and sessions.employee_id = employee
      and sessions.ended_at is null and employees.enabled;
end $$;
"""


def upgrade() -> None:
    for part in (_JOB_TITLES, _AUDIT, _ACCESS, _ACTING):
        op.execute(part)
    for table in ("job_titles", "audit_log", "second_factors", "recovery_codes"):
        protect(table)
