from collections.abc import Sequence
from typing import Any
from uuid import UUID

from services.office.notifications import queries, schemas
from services.office.notifications.live import count_live
from services.office.notifications.repository import Inbox
from shared.database import Transaction
from shared.nameko.entrypoints import command, query

Answer = dict[str, Any]


class NotificationEntrypoints:
    """What others may ask of the inbox."""

    live: Any

    @query(takes=schemas.NotificationFilter, answers=schemas.NotificationPage)
    def list_notifications(self, tx: Transaction, **asked: Any) -> Answer:
        """One page of one's own notifications, newest first, and how many are unread."""
        return queries.list_notifications(tx, **asked)

    @query(answers=schemas.UnreadCounted)
    def count_notifications(self, tx: Transaction) -> Answer:
        """How many of one's own notifications are unread."""
        return queries.count_unread(tx)

    @command(takes=schemas.ReadNotifications, answers=schemas.Read)
    def read_notifications(
        self,
        tx: Transaction,
        *,
        ids: Sequence[UUID] = (),
        all: bool = False,  # noqa: A002  # the interface's word
        kind: str | None = None,
    ) -> Answer:
        """Mark notifications as read: those named, or all."""
        inbox = Inbox(tx)
        done = inbox.read_all(kind=kind) if all else inbox.read([str(each) for each in ids])
        counted = queries.count_unread(tx)
        count_live(tx, self.live, {tx.actor.employee_id: counted["unread"]})
        return {"done": done, **counted}

    @command(takes=schemas.OneNotification, answers=schemas.NotificationShown)
    def read_notification(self, tx: Transaction, *, notification_id: UUID) -> Answer:
        """Mark one notification as read."""
        Inbox(tx).read_one(str(notification_id))
        count_live(tx, self.live, {tx.actor.employee_id: queries.count_unread(tx)["unread"]})
        return queries.get_notification(tx, str(notification_id))

    @query(answers=schemas.KindsShown)
    def get_notification_settings(self, tx: Transaction) -> Answer:
        """Of which kinds one is told."""
        return queries.get_settings(tx)

    @command(takes=schemas.KindsSwitched, answers=schemas.KindsShown)
    def set_notification_settings(self, tx: Transaction, *, items: Sequence[Answer]) -> Answer:
        """Switch kinds of notifications on or off; those not named stay as they are."""
        Inbox(tx).switch({each["kind"]: each["enabled"] for each in items})
        return queries.get_settings(tx)
