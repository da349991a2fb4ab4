"""From an event to the inbox, the count on open screens, and the devices that are told (finer rules: Notifications)."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import RowMapping, select

from services.office.notifications import writing
from services.office.notifications.live import count_live
from services.office.notifications.queries import find_unread, shown
from services.office.notifications.table import HEARD
from services.office.push.repository import Waiting, companies_with_due
from services.office.push.rules import Notified
from services.office.push.sender import Message
from shared.database import Transaction
from shared.database.tables import companies
from shared.messaging.received import Heard
from shared.nameko.entrypoints import every, listens

_AT_ONCE = 50


class Notify:
    """What makes notifications, and brings them to devices that have the client closed."""

    database: Any
    system_database: Any
    live: Any
    push: Any

    @listens(*HEARD, enveloped=True)
    def notify(self, tx: Transaction, events: Sequence[Heard]) -> None:
        """Tell people what concerns them, and their open devices how many they have not read."""
        written = writing.notify(tx, events)
        if not written:
            return
        count_live(tx, self.live, writing.unread_of(tx, {each.employee_id for each in written}))
        if self.push is not None:
            Waiting(tx).add([Notified(*each) for each in written], zone=_zone(tx))

    @every(seconds=2)
    def send_push(self) -> None:
        """Send what waits to the devices; a timer of its own, so that no event waits for a push service."""
        if self.push is None:
            return
        for company_id in companies_with_due(self.system_database):
            with self.database.system_transaction() as tx:
                tx.enter_company(company_id)
                claimed = Waiting(tx).claim(most=_AT_ONCE)
                unread = find_unread(tx, {each["notification_id"] for each in claimed})
            outcomes = self.push.send_all([_message(each, unread) for each in claimed])
            with self.database.system_transaction() as tx:
                tx.enter_company(company_id)
                for message, outcome in zip(claimed, outcomes, strict=True):
                    Waiting(tx).settle(message, outcome)


def _message(claimed: RowMapping, unread: Mapping[str, RowMapping]) -> Message | None:
    """What the device is to show; nothing when it was read meanwhile."""
    row = unread.get(claimed["notification_id"])
    if row is None:
        return None
    seen = shown(row, language=claimed["language"])
    return Message(
        endpoint=claimed["endpoint"],
        p256dh=claimed["p256dh"],
        auth=claimed["auth"],
        topic=seen["id"].replace("-", ""),
        content={"id": seen["id"], "title": seen["title"], "body": seen["text"], "url": seen["opens"]["address"]},
    )


def _zone(tx: Transaction) -> str:
    zone: str | None = tx.session.scalar(select(companies.c.time_zone).where(companies.c.company_id == tx.company_id))
    return zone or "Asia/Shanghai"
