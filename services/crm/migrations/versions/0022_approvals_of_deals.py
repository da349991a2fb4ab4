"""Collections and terminations that wait for an approval, and who may see what they are to approve."""

from alembic import op

from shared.database.security import protect

revision = "0022"
down_revision = "0021"

_CHANGES = """
alter table deal_terms
  add column termination_approval boolean not null default false,
  add column collection_approval boolean not null default false;
alter table orders
  add column termination text not null default 'none' check (termination in ('none', 'in_approval', 'refused')),
  add column termination_submission int not null default 0,
  add column termination_refusal text;
alter table collections
  add column status text not null default 'counted'
    check (status in ('counted', 'in_approval', 'refused', 'to_approve')),
  add column submission int not null default 0,
  add column refusal_reason text;
create table concerned (
  company_id uuid not null, kind text not null, thing_id uuid not null, employee_id uuid not null,
  primary key (company_id, kind, thing_id, employee_id)
);
"""


def upgrade() -> None:
    op.execute(_CHANGES)
    protect("concerned")
