"""How many events were heard in each five minutes, and the sum of their marks."""

from alembic import op

from shared.database.security import protect

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.execute(
        "create table heard_digests (company_id uuid not null, bucket int not null, events int not null, "
        "marks numeric not null, primary key (company_id, bucket)) with (fillfactor = 80)"
    )
    protect("heard_digests")
