"""Files of customers."""

from alembic import op

from shared.database.security import protect

revision = "0016"
down_revision = "0015"

_TABLE = """
create table attachments (
  company_id uuid not null, id uuid not null, version int not null, customer_id uuid not null, file jsonb not null,
  attached_by uuid not null, attached_at timestamptz not null,
  primary key (company_id, id),
  foreign key (company_id, customer_id) references customers (company_id, id) on delete cascade
);
create index attachments_customer on attachments (company_id, customer_id, id);
"""


def upgrade() -> None:
    op.execute(_TABLE)
    protect("attachments")
