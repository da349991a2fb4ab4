"""The CRM's base of mapped classes, and what is configured: read by every feature, written by settings and pool."""

from sqlalchemy import ARRAY, Boolean, Column, Integer, Table, Text, text
from sqlalchemy.orm import DeclarativeBase

from shared.database import Id, Transaction


class Base(DeclarativeBase):
    """All tables that the CRM owns."""


choices = Table(
    "choices",
    Base.metadata,
    Column("company_id", Id, primary_key=True),
    Column("id", Id, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("kind", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("order", Integer, nullable=False),
    Column("enabled", Boolean, nullable=False),
    Column("stage", Text),
    Column("chance", Integer),
    Column("outcome", Text),
    Column("code", Text),
    Column("becomes_id", Id),
)
pool_rules = Table(
    "pool_rules",
    Base.metadata,
    Column("company_id", Id, primary_key=True),
    Column("id", Id, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("name", Text, nullable=False),
    Column("enabled", Boolean, nullable=False),
    Column("days_without_follow_up", Integer),
    Column("days_without_visit", Integer),
    Column("days_without_call", Integer),
    Column("joined", Text, nullable=False),
    Column("days_to_sign", Integer),
    Column("status_ids", ARRAY(Id), nullable=False),
    Column("tag_ids", ARRAY(Id), nullable=False),
    Column("red_days", Integer, nullable=False),
)
pool_limits = Table(
    "pool_limits",
    Base.metadata,
    Column("company_id", Id, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("may_hold", Integer),
    Column("may_take_a_day", Integer),
    Column("days_before_taken_back", Integer),
    Column("signed_ones_count", Boolean, nullable=False),
    Column("reason_required", Boolean, nullable=False),
    Column("participants_may_edit", Boolean, nullable=False),
)
# Who applies pool rules and limits holds this lock shared, who changes them alone; its second key is the company.
TERMS_LOCK = 7_301
_ALONE = text("select pg_advisory_xact_lock(:lock, hashtext(:company_id))")
_HELD = text("select pg_advisory_xact_lock_shared(:lock, hashtext(:company_id))").execution_options(deferred=True)


def alone_with_the_terms(tx: Transaction) -> None:
    """Waits until nobody applies pool rules or limits; from here on others wait for this transaction."""
    tx.session.execute(_ALONE, {"lock": TERMS_LOCK, "company_id": tx.company_id})


def hold_the_terms(tx: Transaction) -> None:
    """From the next statement on nobody changes pool rules or limits until this transaction is over."""
    tx.connection.execute(_HELD, {"lock": TERMS_LOCK, "company_id": tx.company_id})
