"""R1 of reports: every figure per person is what a recount of the CRM's own rows and events gives."""

from collections import Counter
from decimal import Decimal
from typing import Any

from shared.testing.live import LiveStack
from tests.chaos.rows import Rows
from tests.journeys.person import Person
from tools.demo import DEMO

Figures = dict[str, dict[str, Any]]
"""By employee and column."""

_STOCK = """
select owner_id::text, count(*) from customers
where company_id = %s and recycled_at is null and owner_id is not null and stage = 'developing' group by owner_id
"""
_COUNTED = """
select data -> 'state' -> 'owner' ->> 'id', data -> 'former_owner' ->> 'id', type, data ->> 'kind'
from (select type, convert_from(body, 'UTF8')::jsonb -> 'data' as data from outbox where company_id = %s) as told
where type like 'crm.customer.%%'
"""
_ORDERS = """
select owner_id::text, count(*), sum(product_total), sum(deal_amount), sum(deal_amount - collected) from orders
where company_id = %s and status in ('running', 'completed') group by owner_id
"""
_COLLECTED = """
select o.owner_id::text, sum(c.amount) from collections c
join orders o on o.company_id = c.company_id and o.id = c.order_id
where c.company_id = %s and c.status = 'counted' and o.status in ('running', 'completed') group by o.owner_id
"""
_COLUMNS = {
    "customer-increments": ("manual", "taken_from_pool", "dropped"),
    "customer-net": ("stock_end",),
    "orders": ("number", "product_total", "deal_amount"),
    "collections": ("receivable", "collected"),
}


class Reported:
    """Asks for the reports of the whole company."""

    def __init__(self, live: LiveStack, rows: Rows) -> None:
        self._live = live
        self._rows = rows

    def equals_the_recount(self) -> bool:
        """:raises AssertionError: some figure does not"""
        shown = self._shown(self._administrator())
        assert shown["customer-increments"] == self._counted_increments()
        assert shown["customer-net"] == {who: {"stock_end": count} for who, count in self._rows("crm", _STOCK, DEMO)}
        orders = self._rows("crm", _ORDERS, DEMO)
        collected = dict(self._rows("crm", _COLLECTED, DEMO))
        assert shown["orders"] == {
            who: {"number": number, "product_total": total, "deal_amount": amount}
            for who, number, total, amount, _ in orders
        }
        assert shown["collections"] == {
            who: {"receivable": due, "collected": collected.get(who, Decimal("0.00"))}
            for who, *_, due in orders
            if due or who in collected
        }
        return True

    def is_the_same_counted_anew(self) -> None:
        """R6, while everybody may still look. :raises AssertionError: some figure changed"""
        administrator = self._administrator()
        before = self._shown(administrator)
        administrator.finished(administrator.order("POST", "/reports/rebuild", {}))
        assert self._shown(administrator) == before

    def _administrator(self) -> Person:
        return Person(self._live.url, account="13800000001")

    def _shown(self, administrator: Person) -> dict[str, Figures]:
        return {report: self._report(administrator, report, columns) for report, columns in _COLUMNS.items()}

    def _report(self, administrator: Person, report: str, columns: tuple[str, ...]) -> Figures:
        ever = {"from_": "2020-01-01", "to": "2099-12-31"}
        answer = administrator.read(f"/reports/{report}", page_size=100, **ever)
        rows = {
            each["employee"]["id"]: {column: _figure(each[column]) for column in columns} for each in answer["rows"]
        }
        return {who: row for who, row in rows.items() if any(row.values())}

    def _counted_increments(self) -> Figures:
        counted: dict[str, Counter[str]] = {}
        for owner, former, event_type, kind in self._rows("crm", _COUNTED, DEMO):
            match event_type.rpartition(".")[2]:
                case "created":
                    counted.setdefault(owner, Counter())["manual"] += 1
                case "taken" | "assigned":
                    counted.setdefault(owner, Counter())["taken_from_pool"] += 1
                case "dropped_to_pool" if kind == "by_hand":
                    counted.setdefault(former, Counter())["dropped"] += 1
        return {
            who: {name: counts[name] for name in _COLUMNS["customer-increments"]} for who, counts in counted.items()
        }


def _figure(cell: Any) -> Any:
    """Money is a text to the cent."""
    return Decimal(cell) if isinstance(cell, str) else cell
