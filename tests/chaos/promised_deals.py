"""R1 of sales: orders, approvals, collections and stock are what people were promised, to the cent."""

from collections import Counter

from tests.chaos.journal import Journal
from tests.chaos.rows import Rows
from tools.demo import DEMO

_ORDERS = "select id::text, status, deal_amount, collected from orders where title like %s"
_COLLECTIONS = """
select c.id::text, c.order_id::text, c.amount, c.status = 'counted' from collections c
join orders o on o.company_id = c.company_id and o.id = c.order_id where o.title like %s
"""
_STOCK = "select id::text, stock from products where name like %s"
_APPROVALS = "select subject_kind, subject_id::text, submission, status from approvals where title like %s"
_TOLD = """
select type, coalesce(data ->> 'collection_id', data ->> 'order_id')
from (select type, convert_from(body, 'UTF8')::jsonb -> 'data' as data from outbox where company_id = %s) as told
where coalesce(data -> 'order', data -> 'state') ->> 'title' like %s
"""
_ENDS = {"approve": "passed", "refuse": "refused"}


class PromisedDeals:
    """Compares a journal with the databases of those who own orders and approvals."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def are_those_promised(self, journal: Journal, *, run: str) -> bool:
        """:raises AssertionError: they are not"""
        of_run = f"{run}|%"
        self._orders(journal, of_run)
        self._collections(journal, of_run)
        self._approvals(journal, of_run)
        self._events(journal, of_run)
        assert Counter(self._rows("crm", _STOCK, of_run)) == Counter(
            (product, journal.stock_of(product)) for product in journal.stocks
        )
        return True

    def _orders(self, journal: Journal, of_run: str) -> None:
        assert Counter(journal.done("order")) == Counter(each.id for each in journal.deals)
        assert Counter(self._rows("crm", _ORDERS, of_run)) == Counter(
            (each.id, journal.status_of(each), each.amount, journal.collected(each)) for each in journal.deals
        )

    def _collections(self, journal: Journal, of_run: str) -> None:
        assert Counter(self._rows("crm", _COLLECTIONS, of_run)) == Counter(
            (paid.id, deal.id, paid.amount, journal.counts(paid)) for deal in journal.deals for paid in deal.payments
        )

    def _approvals(self, journal: Journal, of_run: str) -> None:
        """Each submission was opened once and ended as it was judged; none waits."""
        assert Counter(self._rows("office", _APPROVALS, of_run)) == Counter(
            (kind, subject, number, _ENDS[verdict])
            for (kind, subject), verdicts in journal.judged.items()
            for number, verdict in enumerate(verdicts, start=1)
        )

    def _events(self, journal: Journal, of_run: str) -> None:
        told = Counter(self._rows("crm", _TOLD, DEMO, of_run))
        paid = [each for deal in journal.deals for each in deal.payments]
        expected = {
            "crm.order.created": journal.done("order"),
            "crm.order.submitted": journal.done("submit"),
            "crm.order.approved": [each.id for each in journal.deals if journal.approved("order", each.id)],
            "crm.order.terminated": journal.done("terminate"),
            "crm.collection.created": [each.id for each in paid if journal.counts(each)],
        }
        for kind, ids in expected.items():
            heard = {subject: count for (each, subject), count in told.items() if each == kind}
            assert heard == Counter(ids), kind
