"""Tables of approvals that no aggregate maps."""

from sqlalchemy import Column, DateTime, Integer, Table, Text

from services.office.db import Base
from shared.database import Id

approval_copies = Table(
    "approval_copies",
    Base.metadata,
    Column("company_id", Id, primary_key=True),
    Column("approval_id", Id, primary_key=True),
    Column("employee_id", Id, primary_key=True),
    Column("name", Text, nullable=False),
    Column("copied_at", DateTime(timezone=True), nullable=False),
)
submissions = Table(
    "submissions",
    Base.metadata,
    Column("company_id", Id, primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("subject_id", Id, primary_key=True),
    Column("submission", Integer, primary_key=True),
    Column("approval_id", Id, nullable=False),
)
