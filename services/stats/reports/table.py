"""A whole report before it is cut into pages."""

from dataclasses import dataclass

from services.stats.reports.rules import Row


@dataclass(frozen=True, kw_only=True)
class Table:
    """Columns, the row over all, and a row per employee."""

    columns: list[dict[str, str]]
    total: Row
    rows: list[tuple[str, Row]]
