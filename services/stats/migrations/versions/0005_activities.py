"""Follow-ups, visits and calls, a row for each."""

from alembic import op

from shared.database.security import protect

revision = "0005"
down_revision = "0004"

_TABLE = """
create table activities (
  company_id uuid not null, kind text collate "C" not null, day date not null, id uuid not null,
  at timestamptz not null, employee_id uuid not null, department_id uuid not null, stage text collate "C" not null,
  key text collate "C" not null, subject_id uuid not null, subject_name text not null, content text not null,
  seconds int not null,
  primary key (company_id, kind, day, id)
);
create index activities_counted on activities (company_id, kind, stage, day)
  include (employee_id, department_id, key, subject_id, seconds);
"""


def upgrade() -> None:
    op.execute(_TABLE)
    protect("activities")
