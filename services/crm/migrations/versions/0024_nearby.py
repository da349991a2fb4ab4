"""Customers by where they are, for those near a place."""

from alembic import op

revision = "0024"
down_revision = "0023"


def upgrade() -> None:
    op.execute(
        "create index customers_by_place on customers (company_id, latitude, longitude) where latitude is not null"
    )
