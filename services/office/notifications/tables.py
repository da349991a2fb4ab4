"""The tables of the inbox."""

from sqlalchemy import Column, DateTime, Integer, Table, Text
from sqlalchemy.dialects.postgresql import JSONB

from services.office.db import Base
from shared.database import Id

_MOMENT = DateTime(timezone=True)

notifications = Table(
    "notifications",
    Base.metadata,
    Column("company_id", Id, primary_key=True),
    Column("id", Id, primary_key=True),
    Column("employee_id", Id, nullable=False),
    Column("kind", Text, nullable=False),
    Column("news", Text, nullable=False),
    Column("act", Text, nullable=False),
    Column("count", Integer, nullable=False),
    Column("facts", JSONB, nullable=False),
    Column("opens_kind", Text, nullable=False),
    Column("opens_id", Id),
    Column("by_id", Id),
    Column("at", _MOMENT, nullable=False),
    Column("read_at", _MOMENT),
)
switched_off = Table(
    "notification_kinds_off",
    Base.metadata,
    Column("company_id", Id, primary_key=True),
    Column("employee_id", Id, primary_key=True),
    Column("kind", Text, primary_key=True),
)
