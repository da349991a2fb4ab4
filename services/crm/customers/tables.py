"""Tables of customers that no aggregate maps."""

from sqlalchemy import Column, DateTime, Table, Text
from sqlalchemy.dialects.postgresql import JSONB

from services.crm.db import Base
from shared.database import Id

customer_changes = Table(
    "customer_changes",
    Base.metadata,
    Column("company_id", Id, primary_key=True),
    Column("id", Id, primary_key=True),
    Column("customer_id", Id, nullable=False),
    Column("at", DateTime(timezone=True), nullable=False),
    Column("by_id", Id),
    Column("kind", Text, nullable=False),
    Column("changes", JSONB, nullable=False),
)
