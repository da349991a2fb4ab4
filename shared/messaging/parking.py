"""What cannot be applied is parked with its reason, never dropped, and can be replayed."""

from uuid import UUID

import uuid_utils.compat
from sqlalchemy import func
from sqlalchemy.dialects.postgresql import insert

from shared.database import Database
from shared.database.tables import parked
from shared.messaging import metrics
from shared.messaging.received import Received


def park(database: Database, message: Received, *, reason: str) -> None:
    """Keeps the message in the service's `parked` table; its broker copy is rejected to the parking queue."""
    values = {
        "id": _id_of(message),
        "routing_key": message.routing_key,
        "reason": reason[:2_000],
        "body": message.body[:1_048_576],
    }
    statement = insert(parked).values(**values)
    with database.system_transaction() as tx:
        tx.session.execute(
            statement.on_conflict_do_update(
                index_elements=[parked.c.id],
                set_={"reason": values["reason"], "parked_at": func.now(), "replayed_at": None},
            )
        )
    metrics.LISTENER_PARKED.labels(reason.partition(":")[0]).inc()


def _id_of(message: Received) -> str:
    try:
        return str(UUID(message.message_id))
    except ValueError:
        return str(uuid_utils.compat.uuid7())
