"""Who leads a department."""

from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.execute(
        "alter table departments add column head_id uuid, "
        "add foreign key (company_id, head_id) references employees (company_id, id)"
    )
    op.execute("create index departments_head on departments (company_id, head_id) where head_id is not null")
