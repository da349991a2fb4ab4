"""R8 of the checks themselves: each notices a cent, a piece, an approval or an event that is not as promised."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pytest

from shared.testing.eventually import eventually
from shared.testing.live import LiveStack
from tests.chaos.load import ALL_KINDS, load
from tests.chaos.truth import Truth


@dataclass(frozen=True, kw_only=True)
class Falsehood:
    """What is changed in one row behind everybody's back, and back again."""

    service: str
    change: str
    back: str
    row: str

    @contextmanager
    def told(self, truth: Truth) -> Iterator[None]:
        table = self.change.split()[1]
        one = f" where id = (select id from {table} where {self.row} order by id limit 1)"
        truth.rows.change(self.service, self.change + one)
        try:
            yield
        finally:
            truth.rows.change(self.service, self.back + one)


def _by(table: str, column: str, amount: str, **more: str) -> Falsehood:
    change, back = (f"update {table} set {column} = {column} {sign} {amount}" for sign in "+-")
    return Falsehood(change=change, back=back, **more)


_OF_ONE = "order_id in (select id from orders where title like 'R8|%')"

OF_DEALS = (
    _by("orders", "deal_amount", "0.01", service="crm", row="title like 'R8|%'"),
    _by("orders", "collected", "0.01", service="crm", row="title like 'R8|%' and deal_amount > collected + 1"),
    _by("collections", "amount", "0.01", service="crm", row=_OF_ONE),
    _by("products", "stock", "1", service="crm", row="name like 'R8|%'"),
    _by("approvals", "submission", "1", service="office", row="title like 'R8|%'"),
    Falsehood(
        service="office",
        change="update approvals set status = 'running', finished_at = null",
        back="update approvals set status = 'passed', finished_at = submitted_at",
        row="title like 'R8|%' and status in ('running', 'passed')",
    ),
    Falsehood(
        service="crm",
        change="update outbox set type = 'crm.order.forgotten'",
        back="update outbox set type = 'crm.order.approved'",
        row="type in ('crm.order.approved', 'crm.order.forgotten') and convert_from(body, 'UTF8') like '%R8|%'",
    ),
)
OF_REPORTS = ("order", "collection", "due", "paid")
# So much too much in one of the sums that the reports are read from.
_A_CENT_MORE = """
update result_totals set amount = amount + 0.01 where ctid in (
  select ctid from result_totals where measure = %s and grain = 'month' and subject_id = category_id limit 1)
"""


@pytest.mark.long
class TestTruth:
    def test_notices_what_is_not_as_promised(self, chaos_stack: LiveStack, truth: Truth) -> None:
        with load(chaos_stack.url, run="R8", seed=8) as journal:
            eventually(lambda: journal.has_done(ALL_KINDS), within=60)
        truth.holds(journal, run="R8")

        for falsehood in OF_DEALS:
            with falsehood.told(truth), pytest.raises(AssertionError):
                truth.deals.are_those_promised(journal, run="R8")
        assert truth.deals.are_those_promised(journal, run="R8")

        for measure in OF_REPORTS:
            truth.rows.change("stats", _A_CENT_MORE, measure)
            with pytest.raises(AssertionError):
                truth.reported.equals_the_recount()
            with pytest.raises(AssertionError):
                truth.reported.is_the_same_counted_anew()
            assert truth.reported.equals_the_recount()
