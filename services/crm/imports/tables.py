from sqlalchemy import Column, Integer, Table, Text
from sqlalchemy.dialects.postgresql import JSONB

from services.crm.db import Base
from shared.database import Id

import_failures = Table(
    "import_failures",
    Base.metadata,
    Column("company_id", Id, primary_key=True),
    Column("job_id", Id, primary_key=True),
    Column("row", Integer, primary_key=True),
    Column("cells", JSONB, nullable=False),
    Column("reason", Text, nullable=False),
)
