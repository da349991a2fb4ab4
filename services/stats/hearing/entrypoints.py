from collections.abc import Sequence
from typing import Any

from services.stats.hearing.completeness import note
from shared.messaging.heartbeat import Heartbeat
from shared.nameko.entrypoints import hears_heartbeats


class HearingEntrypoints:
    """How far stats has heard."""

    system_database: Any  # the service's

    @hears_heartbeats
    def note_completeness(self, heartbeats: Sequence[Heartbeat]) -> None:
        """Keep up to which moment each source was heard wholly."""
        with self.system_database.system_transaction() as tx:
            note(tx, heartbeats)
