from sqlalchemy import Column, DateTime, Integer, MetaData, Table, Text
from sqlalchemy.dialects.postgresql import JSONB

from shared.database import Id

_Moment = DateTime(timezone=True)

jobs = Table(
    "jobs",
    MetaData(),
    Column("company_id", Id, primary_key=True),
    Column("id", Id, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("done", Integer, nullable=False),
    Column("total", Integer, nullable=False),
    Column("arguments", JSONB, nullable=False),
    Column("state", JSONB, nullable=False),
    Column("result", JSONB),
    Column("file_id", Id),
    Column("file_name", Text),
    Column("error", Text),
    Column("started_by", Id, nullable=False),
    Column("claims", JSONB, nullable=False),
    Column("request_id", Text),
    Column("runner", Text),
    Column("tries", Integer, nullable=False),
    Column("heartbeat_at", _Moment),
    Column("created_at", _Moment, nullable=False),
    Column("ended_at", _Moment),
)
