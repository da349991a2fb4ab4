"""Devices that are told by web push, and the messages that wait for them."""

from alembic import op

from shared.database.security import open_to_system, protect

revision = "0004"
down_revision = "0003"

_TABLES = """
create table push_subscriptions (
  company_id uuid not null, id uuid not null, employee_id uuid not null, endpoint text not null, p256dh text not null,
  auth text not null, language text not null, seen_at timestamptz not null,
  primary key (company_id, id), unique (company_id, endpoint)
);
create index push_subscriptions_employee on push_subscriptions (company_id, employee_id, seen_at);
create table push_messages (
  company_id uuid not null, notification_id uuid not null, subscription_id uuid not null, tries int not null,
  due_at timestamptz not null,
  primary key (company_id, notification_id, subscription_id),
  foreign key (company_id, notification_id) references notifications (company_id, id) on delete cascade,
  foreign key (company_id, subscription_id) references push_subscriptions (company_id, id) on delete cascade
);
create index push_messages_due on push_messages (due_at);
create index push_messages_subscription on push_messages (company_id, subscription_id);
"""


def upgrade() -> None:
    op.execute(_TABLES)
    for table in ("push_subscriptions", "push_messages"):
        protect(table)
    open_to_system("push_messages", service="office")  # the timer looks for work in all companies
