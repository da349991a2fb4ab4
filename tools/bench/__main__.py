"""`make bench`, or `make bench CASE=list` for the cases whose name has that word; then nothing is written."""

import os
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import psycopg2

from shared.testing.live import LiveStack, running_stack
from tools.bench import freshness, page, transfers
from tools.bench.callers import Measured, Request, Unexpected, in_turns, run
from tools.bench.cases import LIST, Case, changing, reading
from tools.bench.people import Signed
from tools.bench.processor import Components
from tools.bench.rows import fill_customers
from tools.demo import DEMO
from tools.devstack.child import Child
from tools.devstack.folders import ROOT
from tools.devstack.ports import free_ports
from tools.devstack.waiting import wait_until

CALLERS = (1, 8, 32)
REQUESTS, TURNS, CHANGES = 100, 2, 50
# Not counted, before each number of callers: connections are opened, statements built and planned with the first ones.
WARM = 50
FOLLOWED = 100  # changes whose way to the report is timed
_PARTS = ("gateway", "crm", "stats", "postgresql", "rabbitmq")

Result = tuple[str, str, Measured]


def main(word: str) -> None:
    with running_stack(name="bench", demo=True) as live:
        print("Writing 1,000,000 customers ...", flush=True)
        fill_customers(live.stack.servers.database_url)
        components = Components.of(live.processes, *_PARTS)
        rest = components.memory()
        results = _requests(live, components, word)
        print(page.table(results), flush=True)
        if not word:
            _write(live, results, components, rest)


def _requests(live: LiveStack, components: Components, word: str) -> list[Result]:
    head, one = Signed(live.url, account="13800000001"), Signed(live.url, account="13800000005")
    results: list[Result] = []
    for case in reading(head):
        if word in case.name:
            results += _measure(live, case, components, requests=REQUESTS)
    if word in "list: baseline":
        results += _beside_the_baseline(live, head, components)
    enough = (WARM + CHANGES * TURNS) * len(CALLERS)
    for case in changing(one, enough=enough) if not word or word in "create change drop" else []:
        if word in case.name:
            results += _measure(live, case, components, requests=CHANGES)
    return results


def _measure(live: LiveStack, case: Case, components: Components, *, requests: int) -> list[Result]:
    """A row per number of callers, up to the first at which not all were answered in time."""
    print(f"  {case.name}", flush=True)
    found: list[Result] = []
    for callers in CALLERS:
        try:
            run(live.url, case.make, callers=callers, requests=WARM, components=components)
            parts = in_turns(
                [lambda: run(live.url, case.make, callers=callers, requests=requests, components=components)],  # noqa: B023  # run at once
                turns=TURNS,
            )
        except Unexpected as error:
            print(f"    no figures with {callers} callers: {error}", flush=True)
            # What is still being worked off would be part of the next figures.
            wait_until(lambda: _answers(live.url, case.make), what=case.name, within=60)
            break
        found.append((case.name, case.goal, parts[0]))
    return found


def _beside_the_baseline(live: LiveStack, head: Signed, components: Components) -> list[Result]:
    """The list and one Flask process with the same SQL and JSON, in turns."""
    print("  list beside a single Flask process", flush=True)
    port = free_ports(1)[0]
    child = Child(
        "baseline",
        command=[
            *(sys.executable, "-m", "gunicorn", "--worker-class", "gthread", "--threads", "8"),
            *("--bind", f"127.0.0.1:{port}", "--no-control-socket", "tools.bench.baseline:create_app()"),
        ],
        environment=live.product.environment("crm")
        | {"BENCH_COMPANY": DEMO, "BENCH_EMPLOYEE": str(head.read("/me")["employee"]["id"])},
        log=live.stack.folder / "log" / "baseline.log",
    )
    child.start()
    try:
        url = f"http://127.0.0.1:{port}"
        ours = Request("GET", LIST, headers=head.headers)
        theirs = Request("GET", LIST.removeprefix("/api/v1"))
        empty = Request("GET", "/nothing")
        wait_until(lambda: _answers(url, lambda _: theirs), what="the baseline", within=30)
        own = Components({"crm": child.pid, "postgresql": live.processes["postgresql"].pid})
        runs = [
            partial(run, live.url, lambda _: ours, callers=8, components=components),
            partial(run, url, lambda _: theirs, callers=8, components=own),
            partial(run, url, lambda _: empty, callers=8, components=own),
        ]
        for each in runs:
            each(requests=WARM)
        product, baseline, nothing = in_turns([partial(each, requests=REQUESTS) for each in runs], turns=TURNS)
    finally:
        child.stop()
    ratio = f"≤ 1.6 times; {product.total_ms / baseline.total_ms:.2f}"
    return [
        ("list: beside the baseline", ratio, product),
        ("list: baseline, one Flask process", "", baseline),
        ("yardstick: Flask answers nothing, 0.42 on a machine at rest", "", nothing),
    ]


def _answers(url: str, make: Callable[[int], Request]) -> bool:
    try:
        run(url, make, callers=1, requests=1, components=Components({}))
    except Unexpected:
        return False
    return True


def _write(live: LiveStack, results: list[Result], components: Components, rest: dict[str, float]) -> None:
    print("  from a change to the report", flush=True)
    waits = sorted(freshness.measure(live.url, changes=FOLLOWED))
    p50, p95, p99 = (waits[int(len(waits) * share)] for share in (0.5, 0.95, 0.99))
    print("  import and export", flush=True)
    moved = transfers.measure(Signed(live.url, account="13800000002"), components)
    held = ", ".join(f"{name} {megabytes:.0f} MB" for name, megabytes in rest.items())
    text = page.page(
        requests=page.table(results),
        freshness=f"At about 100 events a second: p50 {p50:.0f} ms, p95 {p95:.0f} ms, p99 {p99:.0f} ms from the answer "
        "to the figure, the asking for the report included.",
        moved=page.transfers(moved),
        rest=f"{held} (largest process of each).",
        postgres=_postgres_version(live),
    )
    Path(ROOT / "docs" / "benchmarks.md").write_text(text, encoding="utf-8")
    print("Written to docs/benchmarks.md", flush=True)


def _postgres_version(live: LiveStack) -> str:
    connection = psycopg2.connect(live.stack.servers.database_url)
    try:
        return f"PostgreSQL {connection.server_version // 10_000}.{connection.server_version % 10_000}"
    finally:
        connection.close()


if __name__ == "__main__":
    main(os.environ.get("CASE", ""))
