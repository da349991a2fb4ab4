"""The CRM's base of mapped classes."""

from sqlalchemy.orm import DeclarativeBase


class Base(DeclarativeBase):
    """All tables that the CRM owns."""
