"""Unique values of leads, products, opportunities and orders are kept as those of customers and contacts are."""

from alembic import op

revision = "0023"
down_revision = "0022"

_HOLDERS = {"leads": "lead", "products": "product", "opportunities": "opportunity", "orders": "order"}


def upgrade() -> None:
    for holder, kind in _HOLDERS.items():
        op.execute(f"""
create trigger {holder}_new_values after insert on {holder} for each row
  when (new.fields <> '{{}}') execute function keep_unique_values('{kind}');
create trigger {holder}_values after update of fields on {holder} for each row
  when (old.fields is distinct from new.fields) execute function keep_unique_values('{kind}');
create trigger {holder}_gone after delete on {holder} for each row
  when (old.fields <> '{{}}') execute function forget_unique_values();
""")
