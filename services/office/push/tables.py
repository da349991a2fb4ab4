"""The tables of web push."""

from sqlalchemy import Column, DateTime, Integer, Table, Text

from services.office.db import Base
from shared.database import Id

_MOMENT = DateTime(timezone=True)

subscriptions = Table(
    "push_subscriptions",
    Base.metadata,
    Column("company_id", Id, primary_key=True),
    Column("id", Id, primary_key=True),
    Column("employee_id", Id, nullable=False),
    Column("endpoint", Text, nullable=False),
    Column("p256dh", Text, nullable=False),
    Column("auth", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("seen_at", _MOMENT, nullable=False),
)
messages = Table(
    "push_messages",
    Base.metadata,
    Column("company_id", Id, primary_key=True),
    Column("notification_id", Id, primary_key=True),
    Column("subscription_id", Id, primary_key=True),
    Column("tries", Integer, nullable=False),
    Column("due_at", _MOMENT, nullable=False),
)
