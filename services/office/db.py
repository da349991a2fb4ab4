"""The office's base of mapped classes."""

from sqlalchemy.orm import DeclarativeBase


class Base(DeclarativeBase):
    """All tables that the office owns."""
