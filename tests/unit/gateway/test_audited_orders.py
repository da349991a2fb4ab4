"""Which orders of services a company can look up (finer rules, Access: Audit)."""

from gateway.audit.orders import AUDITED
from gateway.jobs.schemas import LISTS


def test_exports_of_every_list_are_among_them() -> None:
    assert {AUDITED.get(operation) for operation in LISTS.values()} == {"export_started"}
