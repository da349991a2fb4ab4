"""Approvals with their templates, and what finding approvers needs: heads of departments and roles."""

from alembic import op

from shared.database.security import protect

revision = "0003"
down_revision = "0002"

_PEOPLE = """
create table department_heads (
  company_id uuid not null, department_id uuid not null, employee_id uuid not null,
  primary key (company_id, department_id)
);
create table roles_held (
  company_id uuid not null, employee_id uuid not null, role_id uuid not null, administrator boolean not null,
  primary key (company_id, employee_id, role_id)
);
create index roles_held_role on roles_held (company_id, role_id);
"""

_TEMPLATES = """
create table approval_templates (
  company_id uuid not null, id uuid not null, version int not null, name text not null, form text not null,
  description text not null, enabled boolean not null, "order" int not null, draft jsonb not null,
  changed boolean not null, published int, updated_at timestamptz not null,
  primary key (company_id, id), unique (company_id, name)
);
create unique index approval_templates_form on approval_templates (company_id, form) where form <> 'custom';
create table approval_template_versions (
  company_id uuid not null, template_id uuid not null, number int not null, content jsonb not null,
  published_at timestamptz not null, published_by uuid,
  primary key (company_id, template_id, number),
  foreign key (company_id, template_id) references approval_templates (company_id, id) on delete cascade
);
"""

_APPROVALS = """
create table approvals (
  company_id uuid not null, id uuid not null, version int not null, template_id uuid not null,
  template_version int not null, template_name text not null, form text not null, title text not null,
  status text not null check (status in ('waiting', 'running', 'passed', 'refused', 'closed', 'withdrawn')),
  submitter_id uuid not null, submitter_name text not null, submitter_department_id uuid,
  customer_id uuid, customer_name text,
  subject_kind text, subject_id uuid, subject_name text, submission int,
  answers jsonb not null, files jsonb not null, way jsonb not null, copies_at_end jsonb not null, reason text not null,
  submitted_at timestamptz not null, finished_at timestamptz, urged_at timestamptz,
  primary key (company_id, id),
  foreign key (company_id, template_id, template_version)
    references approval_template_versions (company_id, template_id, number),
  check ((finished_at is null) = (status in ('waiting', 'running')))
);
create index approvals_submitter on approvals (company_id, submitter_id, submitted_at, id);
create index approvals_submitted on approvals (company_id, submitted_at, id);
create index approvals_customer on approvals (company_id, customer_id, submitted_at) where customer_id is not null;
create index approvals_subject on approvals (company_id, subject_kind, subject_id) where subject_id is not null;
create index approvals_template on approvals (company_id, template_id, template_version);
create table approval_turns (
  company_id uuid not null, approval_id uuid not null, number int not null, step_id text not null,
  place double precision not null, employee_id uuid not null, name text not null, department_id uuid,
  state text not null, since timestamptz, acted_at timestamptz, comment text not null,
  primary key (company_id, approval_id, number),
  foreign key (company_id, approval_id) references approvals (company_id, id) on delete cascade
);
create index approval_turns_employee on approval_turns (company_id, employee_id, state, approval_id);
create table approval_copies (
  company_id uuid not null, approval_id uuid not null, employee_id uuid not null, name text not null,
  copied_at timestamptz not null,
  primary key (company_id, approval_id, employee_id),
  foreign key (company_id, approval_id) references approvals (company_id, id) on delete cascade
);
create index approval_copies_employee on approval_copies (company_id, employee_id, approval_id);
create table submissions (
  company_id uuid not null, kind text not null, subject_id uuid not null, submission int not null,
  approval_id uuid not null,
  primary key (company_id, kind, subject_id, submission)
);
"""

_TABLES = (
    "department_heads",
    "roles_held",
    "approval_templates",
    "approval_template_versions",
    "approvals",
    "approval_turns",
    "approval_copies",
    "submissions",
)


def upgrade() -> None:
    for statements in (_PEOPLE, _TEMPLATES, _APPROVALS):
        op.execute(statements)
    for table in _TABLES:
        protect(table)
