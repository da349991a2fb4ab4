"""Tables of orders that no aggregate maps."""

from sqlalchemy import Column, Integer, Numeric, Table, Text

from services.crm.db import Base
from shared.database import Id

order_lines = Table(
    "order_lines",
    Base.metadata,
    Column("company_id", Id, primary_key=True),
    Column("order_id", Id, primary_key=True),
    Column("place", Integer, primary_key=True),
    Column("product_id", Id, nullable=False),
    Column("product_name", Text, nullable=False),
    Column("category_id", Id),
    Column("category_name", Text),
    Column("unit", Text),
    Column("quantity", Integer, nullable=False),
    Column("price", Numeric(14, 2), nullable=False),
    Column("discount", Numeric(5, 2), nullable=False),
    Column("amount", Numeric(14, 2), nullable=False),
    Column("taken", Integer, nullable=False),
)
