"""R1: what the owning database holds, what the reports show, and what people were promised are the same."""

from collections import Counter
from typing import Any

from shared.testing.eventually import eventually
from shared.testing.live import LiveStack
from tests.chaos.journal import Journal
from tests.chaos.promised_deals import PromisedDeals
from tests.chaos.reported import Reported
from tests.chaos.rows import Rows
from tools.demo import DEMO

_EVENTS = """
select type, convert_from(body, 'UTF8')::jsonb -> 'data' ->> 'customer_id' from outbox
where company_id = %s and convert_from(body, 'UTF8')::jsonb -> 'data' -> 'state' ->> 'name' like %s
"""
_UNSENT = "select count(*) from outbox where published_at is null"


class Truth:
    """Asks databases and reports of a stack that runs again after the faults."""

    def __init__(self, live: LiveStack) -> None:
        self.rows = Rows(live)
        self.deals, self.reported = PromisedDeals(self.rows), Reported(live, self.rows)
        self._parked_before = self._parked()

    def parked_since(self) -> list[str]:
        """Why stats parked messages since this test began."""
        return self._parked()[len(self._parked_before) :]

    def holds(self, journal: Journal, *, run: str) -> None:
        """:raises AssertionError: something was lost, appeared from nowhere, or happened twice"""
        assert journal.changes, "nobody wanted anything"
        assert journal.unanswered == []
        eventually(self._all_is_sent, within=60)
        eventually(lambda: self.deals.are_those_promised(journal, run=run), within=60)
        self._customers_are_those_promised(journal, run=run)
        self._events_are_those_promised(journal, run=run)
        eventually(self.reported.equals_the_recount, within=60)
        self.reported.is_the_same_counted_anew()

    def _all_is_sent(self) -> bool:
        return all(self.rows(service, _UNSENT) == [(0,)] for service in ("crm", "office"))

    def _parked(self) -> list[Any]:
        return [reason for (reason,) in self.rows("stats", "select reason from parked order by parked_at")]

    def _customers_are_those_promised(self, journal: Journal, *, run: str) -> None:
        there = Counter(
            str(customer) for (customer,) in self.rows("crm", "select id from customers where name like %s", f"{run}|%")
        )
        assert there == Counter(journal.done("create"))

    def _events_are_those_promised(self, journal: Journal, *, run: str) -> None:
        told = Counter(self.rows("crm", _EVENTS, DEMO, f"{run}|%"))
        for verb, kind in (("create", "created"), ("drop-to-pool", "dropped_to_pool"), ("take", "taken")):
            heard = {customer: count for (each, customer), count in told.items() if each == f"crm.customer.{kind}"}
            assert heard == Counter(journal.done(verb)), verb
