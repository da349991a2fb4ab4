from typing import Any
from uuid import UUID

from services.office.push import schemas
from services.office.push.errors import PushIsOff
from services.office.push.repository import Devices
from shared.database import Transaction
from shared.nameko.entrypoints import command, query

Answer = dict[str, Any]


class PushEntrypoints:
    """What a device asks of web push."""

    push: Any

    @query(answers=schemas.PushShown)
    def get_push_key(self, tx: Transaction) -> Answer:  # noqa: ARG002  # the same for everybody
        """The key that browsers subscribe with; none where the installation does not push."""
        return {"public_key": self.push.public_key if self.push else None}

    @command(takes=schemas.Subscribing, answers=schemas.Subscribed)
    def subscribe_device(self, tx: Transaction, *, endpoint: str, keys: dict[str, str]) -> Answer:
        """Let a browser be told of what comes into one's inbox; again, it is renewed."""
        if self.push is None:
            raise PushIsOff
        return {"id": Devices(tx).subscribe(endpoint=endpoint, **keys)}

    @command(takes=schemas.OneSubscription, answers=schemas.Nothing)
    def unsubscribe_device(self, tx: Transaction, *, subscription_id: UUID) -> Answer:
        """Tell this browser nothing more."""
        Devices(tx).unsubscribe(str(subscription_id))
        return {}
