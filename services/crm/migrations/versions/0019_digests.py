"""How far digests are, per company."""

from alembic import op

from shared.database.security import protect

revision = "0019"
down_revision = "0018"


def upgrade() -> None:
    op.execute("create table digests (company_id uuid primary key, version int not null, walked int)")
    protect("digests")
