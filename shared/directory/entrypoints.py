"""What every service hears of the organization."""

from collections.abc import Sequence

from shared.contracts.gateway.events import EVENTS
from shared.database.transaction import Transaction
from shared.directory.projection import project_organization
from shared.kernel.events import Event
from shared.nameko.entrypoints import listens


class DirectoryEntrypoints:
    """Keeps the service's copy of the organization."""

    @listens(*EVENTS)
    def keep_directory(self, tx: Transaction, events: Sequence[Event]) -> None:
        """Follow companies, departments and employees."""
        project_organization(tx, events)
