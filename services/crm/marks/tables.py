"""The entries that the database keeps of all that can be found."""

from sqlalchemy import ARRAY, Column, Integer, Table, Text

from services.crm.db import Base
from shared.database import Id

# Kept by triggers; `marks` are filled in right after, see `search.marking`.
search_entries = Table(
    "search_entries",
    Base.metadata,
    Column("company_id", Id, primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("id", Id, primary_key=True),
    Column("owner_id", Id, nullable=False),
    Column("marks", ARRAY(Integer)),
)
