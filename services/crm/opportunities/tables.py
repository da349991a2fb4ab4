"""Tables of opportunities that no aggregate maps."""

from sqlalchemy import Column, Table

from services.crm.db import Base
from shared.database import Id

opportunity_products = Table(
    "opportunity_products",
    Base.metadata,
    Column("company_id", Id, primary_key=True),
    Column("opportunity_id", Id, primary_key=True),
    Column("product_id", Id, primary_key=True),
)
