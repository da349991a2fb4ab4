"""What was reminded of: dates of fall, birthdays, next dates of follow-ups. Those past already are left in peace."""

from alembic import op

from shared.database.security import open_to_system

revision = "0006"
down_revision = "0005"

_TABLES = """
alter table customers add column fall_told_for timestamptz;
create index customers_fall_untold on customers (company_id, falls_at)
  where falls_at is not null and recycled_at is null and fall_told_for is distinct from falls_at;
alter table contacts add column birthday_told int;
create index contacts_birthday on contacts (company_id, "right"(birthday, 5)) where birthday is not null;
alter table follow_ups add column due_told_at timestamptz;
alter table follow_ups no force row level security;
update follow_ups set due_told_at = now() where next_at < now();
alter table follow_ups force row level security;
create index follow_ups_due on follow_ups (next_at) where due_told_at is null and next_at is not null;
"""


def upgrade() -> None:
    op.execute(_TABLES)
    open_to_system("follow_ups", service="crm")  # the timer looks for work in all companies
