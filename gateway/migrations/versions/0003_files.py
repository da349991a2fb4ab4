"""What was uploaded, by whom."""

from alembic import op

from shared.database.security import protect

revision = "0003"
down_revision = "0002"

_TABLE = """
create table files (
  company_id uuid not null references companies, id uuid not null, name text not null, size bigint not null,
  media_type text not null, uploaded_by uuid not null, uploaded_at timestamptz not null,
  primary key (company_id, id),
  foreign key (company_id, uploaded_by) references employees (company_id, id)
)
"""


def upgrade() -> None:
    op.execute(_TABLE)
    protect("files")
