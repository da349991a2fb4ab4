"""The views that were saved, and which of them a person's list opens with."""

from sqlalchemy import Boolean, Column, Integer, Table, Text
from sqlalchemy.dialects.postgresql import JSONB

from services.crm.db import Base
from shared.database import Id

saved_views = Table(
    "saved_views",
    Base.metadata,
    Column("company_id", Id, primary_key=True),
    Column("id", Id, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("list", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("query", JSONB, nullable=False),
    Column("columns", JSONB(none_as_null=True)),
    Column("shared", Boolean, nullable=False),
    Column("author_id", Id, nullable=False),
)
first_views = Table(
    "first_views",
    Base.metadata,
    Column("company_id", Id, primary_key=True),
    Column("employee_id", Id, primary_key=True),
    Column("list", Text, primary_key=True),
    Column("view_id", Id, nullable=False),
)
