"""A hundred thousand customers in by one workbook, out by another."""

import tempfile
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from threading import Event, Thread
from typing import Any

from shared.spreadsheets import write_rows
from tools.bench.people import Signed
from tools.bench.processor import Components, difference

ROWS = 100_000
_TITLES = ("客户名称", "电话", "地址", "状态", "标签", "备注")


@dataclass(frozen=True, kw_only=True)
class Transfer:
    """Seconds from the order to the end of the job, those of the processor in all components, and megabytes above rest
    of the service that did it.
    """

    name: str
    seconds: float
    processor: float
    megabytes: float
    note: str = ""


def measure(admin: Signed, components: Components) -> list[Transfer]:
    """Imports, waits until the report counts all, exports."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "客户.xlsx"
        write_rows(path, titles=_TITLES, rows=(_row(number) for number in range(ROWS)))
        content = path.read_bytes()
    body = {"kind": "customers", "file_id": admin.upload("客户.xlsx", content), "mode": "run", "on_duplicate": "skip"}
    imported = _job("import of 100,000 customers", admin, "/imports", body, components)
    ended, before = time.perf_counter(), components.used()
    while (
        admin.read("/reports/customer-increments", **{"from": "2020-01-01", "to": "2099-12-31"})["total"]["imported"]
        < ROWS
    ):
        time.sleep(0.1)
    seconds, used = time.perf_counter() - ended, sum(difference(components.used(), before).values())
    counted = Transfer(name="report complete after the import", seconds=seconds, processor=used, megabytes=0)
    order = {"kind": "customers", "filter": {"view": "mine", "created_from": datetime.now(UTC).date().isoformat()}}
    exported = _job("export of 100,000 customers", admin, "/exports", order, components)
    return [imported, counted, exported]


def _job(name: str, admin: Signed, path: str, body: dict[str, Any], components: Components) -> Transfer:
    rest, most, over = components.memory()["crm"], [0.0], Event()

    def watch() -> None:
        while not over.wait(0.05):
            most[0] = max(most[0], components.memory()["crm"])

    watcher = Thread(target=watch)
    watcher.start()
    started, before = time.perf_counter(), components.used()
    try:
        job = admin.finished(admin.order("POST", path, body))
        seconds, used = time.perf_counter() - started, sum(difference(components.used(), before).values())
    finally:
        over.set()
        watcher.join()
    if job["status"] != "done":
        raise RuntimeError(f"{name}: {job}")
    return Transfer(name=name, seconds=seconds, processor=used, megabytes=most[0] - rest, note=str(job["result"]))


def _row(number: int) -> tuple[str, ...]:
    return (
        f"导入客户 {number:06}",
        f"137{number:08}",
        f"天府大道 {number % 999} 号",
        "意向" if number % 2 else "新建",
        "重点客户" if number % 10 == 0 else "",
        "",
    )
