"""A whole report before it is cut into pages."""

from dataclasses import dataclass

from services.stats.reports.rules import Row


@dataclass(frozen=True, kw_only=True)
class Table:
    """Columns, the row over all, and a row per `subject`: a person, a department, a period, a customer, a product.

    A report that reads one page alone says with `rows_in_all` how many rows there are.
    """

    columns: list[dict[str, str]]
    total: Row
    rows: list[tuple[str, Row]]
    subject: str = "employee"
    rows_in_all: int | None = None
