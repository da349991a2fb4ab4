from sqlalchemy import Boolean, Column, Integer, Table, Text

from services.crm.db import Base
from shared.database import Id

KINDS = ("name", "phone")
# Triggers of customers hold this lock shared, who changes the rules alone; its second key is the company.
DUPLICATES_LOCK = 7_305

duplicate_rules = Table(
    "duplicate_rules",
    Base.metadata,
    Column("company_id", Id, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("name_unique", Boolean, nullable=False),
    Column("phone_unique", Boolean, nullable=False),
)
unique_customers = Table(
    "unique_customers",
    Base.metadata,
    Column("company_id", Id, primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("value", Text, primary_key=True),
    Column("customer_id", Id, nullable=False),
)
