"""Definitions, and the values of unique fields, which triggers keep."""

from sqlalchemy import Boolean, Column, Integer, Table, Text
from sqlalchemy.dialects.postgresql import JSONB

from services.crm.db import Base
from shared.database import Id

# Which table holds the things of a kind.
HOLDERS = {
    "customer": "customers",
    "contact": "contacts",
    "lead": "leads",
    "opportunity": "opportunities",
    "order": "orders",
    "product": "products",
}
# Who writes values holds this lock shared, who changes definitions alone; its second key is the company.
FIELDS_LOCK = 7_304

custom_fields = Table(
    "custom_fields",
    Base.metadata,
    Column("company_id", Id, primary_key=True),
    Column("id", Id, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("of", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("type", Text, nullable=False),
    Column("choices", JSONB, nullable=False),
    Column("order", Integer, nullable=False),
    Column("enabled", Boolean, nullable=False),
    Column("required", Boolean, nullable=False),
    Column("in_list", Boolean, nullable=False),
    Column("sortable", Boolean, nullable=False),
    Column("filterable", Boolean, nullable=False),
    Column("unique", Boolean, nullable=False),
)
unique_values = Table(
    "unique_values",
    Base.metadata,
    Column("company_id", Id, primary_key=True),
    Column("field_id", Id, primary_key=True),
    Column("value", Text, primary_key=True),
    Column("thing_id", Id, nullable=False),
)
