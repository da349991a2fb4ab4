"""Tables of customers that no aggregate maps."""

from sqlalchemy import Boolean, Column, Date, DateTime, Integer, Table, Text
from sqlalchemy.dialects.postgresql import JSONB

from services.crm.db import Base
from shared.database import Id

_MOMENT = DateTime(timezone=True)

customer_changes = Table(
    "customer_changes",
    Base.metadata,
    Column("company_id", Id, primary_key=True),
    Column("id", Id, primary_key=True),
    Column("customer_id", Id, nullable=False),
    Column("at", _MOMENT, nullable=False),
    Column("by_id", Id),
    Column("kind", Text, nullable=False),
    Column("changes", JSONB, nullable=False),
)
customer_tags = Table(
    "customer_tags",
    Base.metadata,
    Column("company_id", Id, primary_key=True),
    Column("customer_id", Id, primary_key=True),
    Column("choice_id", Id, primary_key=True),
)
participants = Table(
    "participants",
    Base.metadata,
    Column("company_id", Id, primary_key=True),
    Column("customer_id", Id, primary_key=True),
    Column("employee_id", Id, primary_key=True),
    Column("may_edit", Boolean, nullable=False),
)
ownerships = Table(
    "ownerships",
    Base.metadata,
    Column("company_id", Id, primary_key=True),
    Column("id", Id, primary_key=True),
    Column("customer_id", Id, nullable=False),
    Column("owner_id", Id, nullable=False),
    Column("how", Text, nullable=False),
    Column("since", _MOMENT, nullable=False),
    Column("until", _MOMENT),
)
takings = Table(
    "takings",
    Base.metadata,
    Column("company_id", Id, primary_key=True),
    Column("employee_id", Id, primary_key=True),
    Column("day", Date, primary_key=True),
    Column("taken", Integer, nullable=False),
)
# Kept by the database itself; the sum of a company's rows is true at every moment, see `counting`.
customer_counts = Table(
    "customer_counts",
    Base.metadata,
    Column("company_id", Id, nullable=False),
    Column("owner_id", Id),
    Column("stage", Text, nullable=False),
    Column("status_id", Id),
    Column("recycled", Boolean, nullable=False),
    Column("customers", Integer, nullable=False),
)
