"""What concerns an employee, for the search."""

from alembic import op

revision = "0028"
down_revision = "0027"


def upgrade() -> None:
    op.execute("create index concerned_employee on concerned (company_id, employee_id, kind, thing_id)")
