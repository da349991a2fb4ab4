"""Who is concerned by an approval of something: they see the thing, though it is neither theirs nor in their scope."""

from collections.abc import Iterable

from sqlalchemy import Column, Table, Text, select
from sqlalchemy.dialects.postgresql import insert

from services.crm.db import Base
from shared.database import Id, Transaction
from shared.kernel.actor import Person

concerned = Table(
    "concerned",
    Base.metadata,
    Column("company_id", Id, primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("thing_id", Id, primary_key=True),
    Column("employee_id", Id, primary_key=True),
)


def concern(tx: Transaction, kind: str, thing_id: str, people: Iterable[Person]) -> None:
    """From here on these people see the thing."""
    key = {"company_id": tx.company_id, "kind": kind, "thing_id": thing_id}
    rows = [key | {"employee_id": each} for each in sorted({person["id"] for person in people})]
    if rows:
        tx.session.execute(insert(concerned).values(rows).on_conflict_do_nothing())


def is_concerned(tx: Transaction, kind: str, thing_id: str) -> bool:
    """Whether the actor is, or was, to approve something about it."""
    c = concerned.c
    mine = select(c.kind).where(
        c.company_id == tx.company_id,
        c.kind == kind,
        c.thing_id == thing_id,
        c.employee_id == tx.actor.employee_id,
    )
    return tx.session.execute(mine).first() is not None
