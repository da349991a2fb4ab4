"""R1: what the owning database holds, what the reports show, and what people were promised are the same."""

from collections import Counter
from typing import Any

import psycopg2
import requests

from shared.testing.eventually import eventually
from shared.testing.live import LiveStack
from tests.chaos.journal import Journal
from tools.demo import DEMO

_EVENTS = """
select type, convert_from(body, 'UTF8')::jsonb -> 'data' ->> 'customer_id' from outbox
where company_id = %s and convert_from(body, 'UTF8')::jsonb -> 'data' -> 'state' ->> 'name' like %s
"""
_UNSENT = "select count(*) from outbox where published_at is null"
_STOCK = """
select owner_id, count(*) from customers
where company_id = %s and recycled_at is null and owner_id is not null and stage = 'developing' group by owner_id
"""
_COUNTED = """
select data -> 'state' -> 'owner' ->> 'id', data -> 'former_owner' ->> 'id', type, data ->> 'kind'
from (select type, convert_from(body, 'UTF8')::jsonb -> 'data' as data from outbox where company_id = %s) as told
where type like 'crm.customer.%%'
"""


class Truth:
    """Asks databases and reports of a stack that runs again after the faults."""

    def __init__(self, live: LiveStack) -> None:
        self._live = live
        self._parked_before = self._parked()

    def rows(self, service: str, statement: str, *parameters: Any) -> list[Any]:
        """As the server's administrator, whom no row-level security holds."""
        url = self._live.stack.servers.database_url.rpartition("/")[0] + f"/kuaiqi_{service}"
        connection = psycopg2.connect(url, connect_timeout=5)
        try:
            with connection, connection.cursor() as cursor:
                cursor.execute(statement, parameters or None)
                return cursor.fetchall()
        finally:
            connection.close()

    def parked_since(self) -> list[str]:
        """Why stats parked messages since this test began."""
        return self._parked()[len(self._parked_before) :]

    def holds(self, journal: Journal, *, run: str) -> None:
        """:raises AssertionError: something was lost, appeared from nowhere, or happened twice"""
        assert journal.orders, "nobody ordered anything"
        assert journal.unanswered == []
        eventually(lambda: self.rows("crm", _UNSENT) == [(0,)], within=60)
        self._customers_are_those_promised(journal, run=run)
        self._events_are_those_promised(journal, run=run)
        eventually(self.reports_equal_the_recount, within=60)

    def _parked(self) -> list[str]:
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

    def reports_equal_the_recount(self) -> bool:
        """Every figure per person as a recount of the CRM's own rows and events gives it."""
        increments = self._report("customer-increments", "manual", "taken_from_pool", "dropped")
        assert increments == self._recounted()
        stock = {who: each["stock_end"] for who, each in self._report("customer-net", "stock_end").items()}
        assert {who: count for who, count in stock.items() if count} == {
            str(owner): count for owner, count in self.rows("crm", _STOCK, DEMO)
        }
        return True

    def _recounted(self) -> dict[str, dict[str, int]]:
        counted: dict[str, Counter[str]] = {}
        for owner, former, event_type, kind in self.rows("crm", _COUNTED, DEMO):
            match event_type.rpartition(".")[2]:
                case "created":
                    counted.setdefault(owner, Counter())["manual"] += 1
                case "taken" | "assigned":
                    counted.setdefault(owner, Counter())["taken_from_pool"] += 1
                case "dropped_to_pool" if kind == "by_hand":
                    counted.setdefault(former, Counter())["dropped"] += 1
        return {
            who: {name: counts[name] for name in ("manual", "taken_from_pool", "dropped")}
            for who, counts in counted.items()
        }

    def _report(self, name: str, *columns: str) -> dict[str, dict[str, int]]:
        base = f"{self._live.url}/api/v1"
        signed_in = requests.post(
            f"{base}/auth/login", json={"account": "13800000001", "password": "kuaiqi-demo"}, timeout=10
        ).json()
        answer = requests.get(
            f"{base}/reports/{name}",
            params={"from": "2020-01-01", "to": "2099-12-31", "page_size": 100},
            headers={"Authorization": f"Bearer {signed_in['access_token']}"},
            timeout=10,
        )
        assert answer.ok, answer.text
        rows = {each["employee"]["id"]: {name: each[name] for name in columns} for each in answer.json()["rows"]}
        return {who: row for who, row in rows.items() if any(row.values())}
