"""What is written down of orders that services carry out.

The line is written after the service has answered, in the gateway's own database: whoever gets no line gets no answer
either, repeats the order with its key, and is written down then.
"""

from collections.abc import Mapping
from typing import Any

import orjson

from gateway.audit.log import Kind, note
from shared.database import Database
from shared.kernel.actor import Actor

AUDITED: dict[str, Kind] = {
    "start_import": "import_started",
    "start_export": "export_started",
    "start_record_export": "export_started",
    "start_list_export": "export_started",
    "purge_customers": "customers_purged",
    "start_rebuild": "reports_rebuilt",
}
_TOLD = ("id", "done", "status")


def note_order(
    database: Database,
    operation: str,
    *,
    actor: Actor,
    address: str | None,
    request_id: str,
    asked: Mapping[str, Any],
    answer: bytes,
) -> None:
    """Writes down what was asked and came of it, if this is an order that a company must be able to look up."""
    kind = AUDITED.get(operation)
    if kind is None:
        return
    read = orjson.loads(answer)
    told = {name: read[name] for name in _TOLD if name in read}
    with database.transaction(actor, request_id=request_id) as tx:
        note(tx, kind, by=actor, address=address, detail={"asked": dict(asked), "answered": told})
