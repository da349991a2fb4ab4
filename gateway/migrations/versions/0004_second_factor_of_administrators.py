"""A company may ask a second factor of its administrators."""

from alembic import op

revision = "0004"
down_revision = "0003"

_COMPANY = "alter table companies add administrators_need_second_factor boolean not null default false"
_ACTING = """
drop function acting;
create function acting(company uuid, employee uuid, session uuid)
returns table (
  name text, department_id uuid, must_change_password boolean, time_zone text, roles jsonb, owes_second_factor boolean
)
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
    ), companies.administrators_need_second_factor and not exists (
      select from second_factors
      where second_factors.company_id = company and second_factors.employee_id = employee
        and second_factors.confirmed_at is not null
    ) and exists (
      select from employee_roles
      join roles on roles.company_id = employee_roles.company_id and roles.id = employee_roles.role_id
      where employee_roles.company_id = company and employee_roles.employee_id = employee and roles.administrator
    )
    from sessions
    join employees on employees.company_id = sessions.company_id and employees.id = sessions.employee_id
    join companies on companies.company_id = sessions.company_id
    where sessions.company_id = company and sessions.id = session and sessions.employee_id = employee
      and sessions.ended_at is null and employees.enabled;
end $$;
"""


def upgrade() -> None:
    op.execute(_COMPANY)
    op.execute(_ACTING)
