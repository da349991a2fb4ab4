"""How many more customers somebody may hold and take today (C17), kept under concurrency."""

from datetime import date
from zoneinfo import ZoneInfo

from sqlalchemy import func, select, text
from sqlalchemy.dialects.postgresql import insert

from services.crm.customers import rules
from services.crm.customers.errors import HoldsTooMany, TookTooManyToday
from services.crm.customers.model import Customer
from services.crm.customers.rules import Limits
from services.crm.customers.tables import takings
from shared.database import Transaction

_ONE_AT_A_TIME = text("select pg_advisory_xact_lock(:lock, hashtext(:employee_id))")
_LOCK = 7_302


class Allowance:
    """What is left to one employee. While one transaction uses it up, others about the same employee wait."""

    def __init__(self, tx: Transaction, employee_id: str, *, limits: Limits) -> None:
        self._tx = tx
        self._employee_id = employee_id
        self._limits = limits
        self._new = 0
        if limits.may_hold is not None or limits.may_take_a_day is not None:
            tx.session.execute(_ONE_AT_A_TIME, {"lock": _LOCK, "employee_id": employee_id})
        self._to_hold = None if limits.may_hold is None else rules.room(limits.may_hold, self._held())
        self._to_take = None if limits.may_take_a_day is None else rules.room(limits.may_take_a_day, self._taken())

    def require(self, *, taking: bool = False) -> None:
        """:raises HoldsTooMany: as many as one may hold  :raises TookTooManyToday: as many as one may take a day"""
        if self._to_hold is not None and self._new >= self._to_hold:
            raise HoldsTooMany(limit=self._limits.may_hold)
        if taking and self._to_take is not None and self._new >= self._to_take:
            raise TookTooManyToday(limit=self._limits.may_take_a_day)

    def use(self) -> None:
        """One more is held from now on."""
        self._new += 1

    def count_takings(self) -> None:
        """Remembers what was taken today; dropping it again gives nothing back."""
        if not self._new:
            return
        key = {"company_id": self._tx.company_id, "employee_id": self._employee_id, "day": self._today()}
        fresh = insert(takings).values(**key, taken=self._new)
        self._tx.session.execute(
            fresh.on_conflict_do_update(
                index_elements=list(key), set_={"taken": takings.c.taken + fresh.excluded.taken}
            )
        )

    def _held(self) -> int:
        held = select(func.count()).where(
            Customer.company_id == self._tx.company_id,
            Customer.owner_id == self._employee_id,
            Customer.recycled_at.is_(None),
        )
        if not self._limits.signed_ones_count:
            held = held.where(Customer.stage == "developing")
        return self._tx.session.scalar(held) or 0

    def _taken(self) -> int:
        taken = select(takings.c.taken).filter_by(
            company_id=self._tx.company_id, employee_id=self._employee_id, day=self._today()
        )
        return self._tx.session.scalar(taken) or 0

    def _today(self) -> date:
        return self._tx.now.astimezone(ZoneInfo(self._tx.actor.time_zone)).date()
