"""How long after a change was answered the report shows it, while others change things too."""

import time
from threading import Event, Thread
from uuid import uuid4

from tools.bench.people import Signed

_PERIOD = {"from": "2020-01-01", "to": "2099-12-31"}
_PER_SECOND = 25  # by each of those who work beside; with what is measured about 100 events a second


def measure(url: str, *, changes: int) -> list[float]:
    """Milliseconds from the answer of a creation to the figure in the report, one per change."""
    enough = Event()
    beside = [Thread(target=_work, args=(url, account, enough)) for account in ("13800000003", "13800000006")]
    for each in beside:
        each.start()
    try:
        return _follow(Signed(url, account="13800000004"), changes=changes)
    finally:
        enough.set()
        for each in beside:
            each.join()


def _follow(one: Signed, *, changes: int) -> list[float]:
    me = one.read("/me")["employee"]["id"]
    waits = []
    count = _created(one, me)
    for _ in range(changes):
        one.order("POST", "/customers", {"name": f"新鲜 {uuid4()}"})
        answered, count = time.perf_counter(), count + 1
        while _created(one, me) < count:
            pass
        waits.append((time.perf_counter() - answered) * 1000)
    return waits


def _created(one: Signed, employee: str) -> int:
    rows = one.read("/reports/customer-increments", employee_id=employee, **_PERIOD)["rows"]
    return int(rows[0]["manual"]) if rows else 0


def _work(url: str, account: str, enough: Event) -> None:
    one = Signed(url, account=account)
    while not enough.wait(1 / _PER_SECOND):
        one.order("POST", "/customers", {"name": f"旁边 {uuid4()}"})
