"""Devices that push messages go to, and the messages that wait for them."""

from collections.abc import Collection
from datetime import timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import RowMapping, delete, func, insert, literal, select, update
from sqlalchemy.dialects.postgresql import insert as upsert

from services.office.push.rules import HEARD_OF_WITHIN, MOST_DEVICES, MOST_TRIES, Notified, Outcome, due_at, pause
from services.office.push.tables import messages, subscriptions
from shared.database import Database, Transaction
from shared.kernel.errors import Missing

_S, _M = subscriptions.c, messages.c
_HELD = timedelta(minutes=2)


class Devices:
    """The subscriptions of the actor's devices."""

    def __init__(self, tx: Transaction) -> None:
        self._tx = tx
        self._own = (_S.company_id == tx.company_id, _S.employee_id == tx.actor.employee_id)

    def subscribe(self, *, endpoint: str, p256dh: str, auth: str) -> str:
        """A browser that somebody else used before is theirs no longer; the oldest of very many is forgotten."""
        actor = self._tx.actor
        fresh = {"p256dh": p256dh, "auth": auth, "language": actor.language, "seen_at": self._tx.now}
        found: str | None = self._tx.session.scalar(select(_S.id).where(*self._own, _S.endpoint == endpoint))
        if found is not None:
            self._tx.session.execute(update(subscriptions).where(*self._own, _S.id == found).values(**fresh))
            return found
        self._tx.session.execute(
            delete(subscriptions).where(_S.company_id == self._tx.company_id, _S.endpoint == endpoint)
        )
        made = self._tx.new_id()
        key = {"company_id": self._tx.company_id, "id": made, "employee_id": actor.employee_id, "endpoint": endpoint}
        self._tx.session.execute(insert(subscriptions).values(**key, **fresh))
        self._keep_few()
        return made

    def unsubscribe(self, subscription_id: str) -> None:
        """:raises Missing: not there, or somebody else's"""
        gone = delete(subscriptions).where(*self._own, _S.id == subscription_id).returning(_S.id)
        if self._tx.session.execute(gone).first() is None:
            raise Missing

    def _keep_few(self) -> None:
        newest = select(_S.id).where(*self._own).order_by(_S.seen_at.desc(), _S.id.desc()).limit(MOST_DEVICES)
        self._tx.session.execute(delete(subscriptions).where(*self._own, _S.id.not_in(newest)))


class Waiting:
    """The messages of a company that wait to be sent."""

    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    def add(self, written: Collection[Notified], *, zone: str) -> None:
        """One for each device of who was notified; what can wait is not sent at night."""
        tx, employee_ids = self._tx, {each.employee_id for each in written}
        if not employee_ids:
            return
        heard_of = (_S.employee_id.in_(employee_ids), _S.seen_at > tx.now - HEARD_OF_WITHIN)
        found = tx.session.execute(select(_S.id, _S.employee_id).where(_S.company_id == tx.company_id, *heard_of)).all()
        rows = [
            {
                "company_id": tx.company_id,
                "notification_id": each.id,
                "subscription_id": device.id,
                "tries": 0,
                "due_at": due_at(each.kind, now=tx.now, zone=ZoneInfo(zone)),
            }
            for each in written
            for device in found
            if device.employee_id == each.employee_id
        ]
        if rows:
            tx.session.execute(upsert(messages).values(rows).on_conflict_do_nothing())

    def claim(self, *, most: int) -> list[RowMapping]:
        """Messages that are due, with their devices; nobody else takes them while they are sent."""
        tx = self._tx
        due = (
            select(_M.notification_id, _M.subscription_id)
            .where(_M.company_id == tx.company_id, _M.due_at <= tx.now)
            .order_by(_M.due_at)
            .limit(most)
            .with_for_update(skip_locked=True)
            .cte("due")
        )
        claimed = (
            update(messages)
            .where(
                _M.company_id == tx.company_id,
                _M.notification_id == due.c.notification_id,
                _M.subscription_id == due.c.subscription_id,
                _S.company_id == _M.company_id,
                _S.id == _M.subscription_id,
            )
            .values(tries=_M.tries + 1, due_at=tx.now + _HELD)
            .returning(_M.notification_id, _M.subscription_id, _M.tries, _S.endpoint, _S.p256dh, _S.auth, _S.language)
        )
        return list(tx.session.execute(claimed).mappings())

    def settle(self, message: RowMapping, outcome: Outcome) -> None:
        """Forgets what was sent, a device that is gone, and what was tried often enough; puts the rest off."""
        tx = self._tx
        this = (
            _M.company_id == tx.company_id,
            _M.notification_id == message["notification_id"],
            _M.subscription_id == message["subscription_id"],
        )
        if outcome.kind == "gone":
            gone = (_S.company_id == tx.company_id, _S.id == message["subscription_id"])
            tx.session.execute(delete(subscriptions).where(*gone))
        elif outcome.kind == "later" and message["tries"] < MOST_TRIES:
            due = tx.now + pause(message["tries"], retry_after=outcome.retry_after)
            tx.session.execute(update(messages).where(*this).values(due_at=due))
        else:
            tx.session.execute(delete(messages).where(*this))


def companies_with_due(database: Database) -> list[str]:
    """`database` is the system's."""
    moment = func.now() if database.clock is None else literal(database.clock())
    with database.connection() as connection:
        return list(connection.scalars(select(_M.company_id).where(_M.due_at <= moment).distinct()))
