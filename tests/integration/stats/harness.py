"""A stats service with its database, without a broker."""

import json
from uuid import uuid4

from sqlalchemy import text

from services.stats.journeys.hear_events import HearEvents
from services.stats.service import StatsService
from shared.database import Database
from shared.messaging.applying import apply_events
from shared.nameko.operation import Call


class Stats:
    """The service with its database, without a broker."""

    def __init__(self, addresses):
        self.addresses = addresses
        self.database = Database(addresses.app_url)
        self.system_database = Database(addresses.system_url)

    def ask(self, actor, method, **arguments):
        call = Call(actor=actor, arguments=arguments, command_id=str(uuid4()), request_id="test", language="en")
        return json.loads(getattr(StatsService, method).operation.carry_out(self, call))

    def hear(self, events, *, batch=300):
        for start in range(0, len(events), batch):
            apply_events(self.database, events[start : start + batch], self._project)

    def _project(self, tx, heard):
        HearEvents.count_customers(self, tx, [each for each in heard if each.envelope.type.startswith("crm.")])

    def rows(self, statement, *, company_id):
        with self.database.system_transaction() as tx:
            tx.enter_company(company_id)
            return [tuple(row) for row in tx.session.execute(text(statement))]

    def close(self):
        self.database.dispose()
        self.system_database.dispose()
