"""Tables that every service has: outbox, inbox, commands, and the directory of the organization."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    DateTime,
    Identity,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    func,
)

from shared.database.aggregate import Id

metadata = MetaData()
_Moment = DateTime(timezone=True)

outbox = Table(
    "outbox",
    metadata,
    Column("company_id", Id, primary_key=True),
    Column("seq", BigInteger, Identity(always=True), primary_key=True),
    Column("id", Id, nullable=False),
    Column("type", Text, nullable=False),
    Column("routing_key", Text, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("occurred_at", _Moment, nullable=False),
    Column("published_at", _Moment),
)
inbox = Table(
    "inbox",
    metadata,
    Column("company_id", Id, primary_key=True),
    Column("event_id", Id, primary_key=True),
    Column("received_at", _Moment, nullable=False, server_default=func.now()),
)
inbox_versions = Table(
    "inbox_versions",
    metadata,
    Column("company_id", Id, primary_key=True),
    Column("aggregate", Text, primary_key=True),
    Column("aggregate_id", Id, primary_key=True),
    Column("version", Integer, nullable=False),
)
inbox_waiting = Table(
    "inbox_waiting",
    metadata,
    Column("company_id", Id, primary_key=True),
    Column("aggregate", Text, primary_key=True),
    Column("aggregate_id", Id, primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("body", LargeBinary, nullable=False),
    Column("received_at", _Moment, nullable=False, server_default=func.now()),
)
parked = Table(
    "parked",
    metadata,
    Column("id", Id, primary_key=True),
    Column("routing_key", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("parked_at", _Moment, nullable=False, server_default=func.now()),
    Column("replayed_at", _Moment),
)
commands = Table(
    "commands",
    metadata,
    Column("company_id", Id, primary_key=True),
    Column("employee_id", Id, primary_key=True),
    Column("id", Text, primary_key=True),
    Column("fingerprint", LargeBinary, nullable=False),
    Column("answer", LargeBinary),
    Column("made_at", _Moment, nullable=False, server_default=func.now()),
)
companies = Table(
    "companies",
    metadata,
    Column("company_id", Id, primary_key=True),
    Column("name", Text, nullable=False),
    Column("time_zone", Text, nullable=False),
)
departments = Table(
    "departments",
    metadata,
    Column("company_id", Id, primary_key=True),
    Column("id", Id, primary_key=True),
    Column("name", Text, nullable=False),
    Column("parent_id", Id),
    Column("path", Text, nullable=False),
    Column("order", Integer, nullable=False),
)
employees = Table(
    "employees",
    metadata,
    Column("company_id", Id, primary_key=True),
    Column("id", Id, primary_key=True),
    Column("name", Text, nullable=False),
    Column("account", Text, nullable=False),
    Column("department_id", Id),
    Column("superior_id", Id),
    Column("job_title", Text),
    Column("enabled", Boolean, nullable=False),
)
