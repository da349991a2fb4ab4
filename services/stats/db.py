"""The tables of stats: what was heard, what was last told, facts, activities and results with their sums, targets."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Identity,
    Integer,
    MetaData,
    Numeric,
    SmallInteger,
    Table,
    Text,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSON

from shared.database import Id

metadata = MetaData()
_Moment = DateTime(timezone=True)

heard_events = Table(
    "heard_events",
    metadata,
    Column("company_id", Id, primary_key=True),
    Column("seq", BigInteger, Identity(always=True), primary_key=True),
    Column("body", JSON, nullable=False),
)
customers = Table(
    "customers",
    metadata,
    Column("company_id", Id, primary_key=True),
    Column("id", Id, primary_key=True),
    Column("name", Text, nullable=False),
    Column("stage", Text, nullable=False),
    Column("owner_id", Id),
    Column("department_id", Id, nullable=False),
    Column("status", Text, nullable=False),
    Column("tags", ARRAY(Text), nullable=False),
    Column("recycled", Boolean, nullable=False),
)
facts = Table(
    "facts",
    metadata,
    Column("company_id", Id, primary_key=True),
    Column("day", Date, primary_key=True),
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    Column("at", _Moment, nullable=False),
    Column("employee_id", Id, nullable=False),
    Column("department_id", Id, nullable=False),
    Column("stage", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("amount", SmallInteger, nullable=False),
    Column("status", Text),
    Column("tags", ARRAY(Text), nullable=False),
    Column("customer_id", Id, nullable=False),
    Column("customer_name", Text, nullable=False),
    Column("by_id", Id),
    Column("event_id", Id, nullable=False),
)
totals = Table(
    "totals",
    metadata,
    Column("company_id", Id, primary_key=True),
    Column("measure", Text, primary_key=True),
    Column("grain", Text, primary_key=True),
    Column("start", Date, primary_key=True),
    Column("employee_id", Id, primary_key=True),
    Column("department_id", Id, primary_key=True),
    Column("key", Text, primary_key=True),
    Column("amount", BigInteger, nullable=False),
)
activities = Table(
    "activities",
    metadata,
    Column("company_id", Id, primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("day", Date, primary_key=True),
    Column("id", Id, primary_key=True),
    Column("at", _Moment, nullable=False),
    Column("employee_id", Id, nullable=False),
    Column("department_id", Id, nullable=False),
    Column("stage", Text, nullable=False),
    Column("key", Text, nullable=False),
    Column("subject_id", Id, nullable=False),
    Column("subject_name", Text, nullable=False),
    Column("content", Text, nullable=False),
    Column("seconds", Integer, nullable=False),
)
results = Table(
    "results",
    metadata,
    Column("company_id", Id, primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("id", Id, primary_key=True),
    Column("day", Date, nullable=False),
    Column("at", _Moment, nullable=False),
    Column("employee_id", Id, nullable=False),
    Column("department_id", Id, nullable=False),
    Column("customer_id", Id, nullable=False),
    Column("customer_name", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("amount", Numeric(18, 2), nullable=False),
    Column("product_total", Numeric(18, 2), nullable=False),
    Column("order_id", Id),
    Column("counts", Boolean, nullable=False),
)
sold = Table(
    "sold",
    metadata,
    Column("company_id", Id, primary_key=True),
    Column("order_id", Id, primary_key=True),
    Column("line", SmallInteger, primary_key=True),
    Column("product_id", Id, nullable=False),
    Column("category_id", Id, nullable=False),
    Column("quantity", BigInteger, nullable=False),
    Column("amount", Numeric(18, 2), nullable=False),
)
result_totals = Table(
    "result_totals",
    metadata,
    Column("company_id", Id, primary_key=True),
    Column("measure", Text, primary_key=True),
    Column("grain", Text, primary_key=True),
    Column("start", Date, primary_key=True),
    Column("employee_id", Id, primary_key=True),
    Column("department_id", Id, primary_key=True),
    Column("subject_id", Id, primary_key=True),
    Column("category_id", Id, primary_key=True),
    Column("number", BigInteger, nullable=False),
    Column("amount", Numeric(18, 2), nullable=False),
    Column("product_total", Numeric(18, 2), nullable=False),
)
targets = Table(
    "targets",
    metadata,
    Column("company_id", Id, primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("span", Text, primary_key=True),
    Column("start", Date, primary_key=True),
    Column("employee_id", Id, primary_key=True),
    Column("department_id", Id, nullable=False),
    Column("number", BigInteger, nullable=False),
    Column("amount", Numeric(18, 2), nullable=False),
    Column("set_by", Id, nullable=False),
    Column("set_at", _Moment, nullable=False),
)
labels = Table(
    "labels",
    metadata,
    Column("company_id", Id, primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False),
)
former_departments = Table(
    "former_departments",
    metadata,
    Column("company_id", Id, primary_key=True),
    Column("id", Id, primary_key=True),
    Column("name", Text, nullable=False),
    Column("path", Text, nullable=False),
)
heard_up_to = Table(
    "heard_up_to",
    metadata,
    Column("source", Text, primary_key=True),
    Column("partition", SmallInteger, primary_key=True),
    Column("moment", _Moment, nullable=False),
)
