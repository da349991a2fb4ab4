"""Uploads that come in parts."""

from alembic import op

from shared.database.security import protect

revision = "0006"
down_revision = "0005"

_TABLES = (
    """
create table uploads (
  company_id uuid not null references companies, id uuid not null, name text not null, size bigint not null,
  received bigint not null, uploaded_by uuid not null, changed_at timestamptz not null, file_id uuid,
  primary key (company_id, id),
  foreign key (company_id, uploaded_by) references employees (company_id, id),
  foreign key (company_id, file_id) references files (company_id, id),
  check (received between 0 and size)
)
""",
    """
create table upload_parts (
  company_id uuid not null, id uuid not null, upload_id uuid not null, starts_at bigint not null,
  size bigint not null, taken boolean not null,
  primary key (company_id, id),
  foreign key (company_id, upload_id) references uploads (company_id, id) on delete cascade
)
""",
    "create index uploads_changed_at on uploads (company_id, changed_at)",
    "create index uploads_open on uploads (company_id, uploaded_by) where file_id is null",
    "create unique index upload_parts_taken on upload_parts (company_id, upload_id, starts_at) where taken",
    "create index upload_parts_upload on upload_parts (company_id, upload_id)",
)


def upgrade() -> None:
    for statement in _TABLES:
        op.execute(statement)
    for table in ("uploads", "upload_parts"):
        protect(table)
