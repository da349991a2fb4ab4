from sqlalchemy import Boolean, Column, Table

from services.office.db import Base
from shared.database import Id

department_heads = Table(
    "department_heads",
    Base.metadata,
    Column("company_id", Id, primary_key=True),
    Column("department_id", Id, primary_key=True),
    Column("employee_id", Id, nullable=False),
)
roles_held = Table(
    "roles_held",
    Base.metadata,
    Column("company_id", Id, primary_key=True),
    Column("employee_id", Id, primary_key=True),
    Column("role_id", Id, primary_key=True),
    Column("administrator", Boolean, nullable=False),
)
