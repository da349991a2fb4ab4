"""The page of figures, docs/benchmarks.md."""

import os
import platform
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib.metadata import version

from tools.bench.callers import Measured
from tools.bench.transfers import Transfer

COMPONENTS = ("gateway", "crm", "stats", "postgresql", "rabbitmq")
_LIBRARIES = ("nameko", "Flask", "gunicorn", "SQLAlchemy", "psycopg2-binary", "eventlet", "amqp")


def table(results: Sequence[tuple[str, str, Measured]]) -> str:
    """Shape: a row per case and number of callers: goal, processor ms in all and by component, p50, p99, per second."""
    head = ["case", "callers", "goal", "**all**", *COMPONENTS, "p50", "p99", "per s"]
    lines = [_row(head), _row(["---"] + ["--:"] * (len(head) - 1))]
    for name, goal, each in results:
        parts = [f"{each.processor_ms[part]:.2f}" if part in each.processor_ms else "" for part in COMPONENTS]
        lines.append(
            _row(
                [
                    name,
                    str(each.callers),
                    goal,
                    f"**{each.total_ms:.2f}**",
                    *parts,
                    f"{each.percentile(0.5):.1f}",
                    f"{each.percentile(0.99):.1f}",
                    f"{each.per_second:.0f}",
                ]
            )
        )
    return "\n".join(lines)


def transfers(results: Sequence[Transfer]) -> str:
    lines = [_row(["what", "seconds", "of the processor", "MB above rest"]), _row(["---", "--:", "--:", "--:"])]
    lines += (
        _row(
            [
                each.name,
                f"{each.seconds:.1f}",
                f"{each.processor:.1f}",
                f"{each.megabytes:.0f}" if each.megabytes else "",
            ]
        )
        for each in results
    )
    return "\n".join(lines)


def page(*, requests: str, freshness: str, moved: str, rest: str, postgres: str) -> str:
    libraries = ", ".join(f"{name} {version(name)}" for name in _LIBRARIES)
    day = datetime.now(UTC).date().isoformat()
    return f"""# Benchmarks

Made by `make bench` on {day}: a stack of its own (one process per service, two gateway workers),
1,000,000 customers in the table, 100,000 of them in the company that asks. {platform.machine()}, 2 cores shared with
others, Python {platform.python_version()}, {postgres}, {libraries}.

Processor milliseconds per request are what counts; latencies in milliseconds stand beside them. Load averages
at the end, this run's own work among them: {_loads()} over the last 1, 5 and 15 minutes, where 2 is busy. Shared cores
and caches make processor time dearer too: the yardstick at the end of the reads says by how much, and goals were set
on a machine at rest. Ratios of what was measured in turns bear it best. The background work of a
change (relay, listener) is part of its figures. A case without a row for so many callers was not answered in time.
Each number of callers is warmed up with fifty requests that do not count. Where the floor of a list is, and why, stands
in [adr/0014](adr/0014-few-messages-to-postgresql.md).

## Requests

{requests}

## From a change to the report

{freshness}

## Imports and exports

{moved}

## At rest

{rest}
"""


def _loads() -> str:
    return ", ".join(f"{each:.0f}" for each in os.getloadavg())


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |"
