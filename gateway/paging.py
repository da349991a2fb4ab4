"""One page of a query, with a total that is exact up to 10,000."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import Select, func, literal, select

from shared.database import Transaction

MOST_COUNTED = 10_000


def read_page(
    tx: Transaction, statement: Select[Any], *, page: int, page_size: int, item: Callable[[Any], dict[str, Any]]
) -> dict[str, Any]:
    """Reads a page and counts as far as counting is cheap."""
    bounded = statement.with_only_columns(literal(1), maintain_column_froms=True).order_by(None).limit(MOST_COUNTED + 1)
    total = tx.session.scalar(select(func.count()).select_from(bounded.subquery())) or 0
    rows = tx.session.execute(statement.limit(page_size).offset((page - 1) * page_size)).all()
    answer = {"items": [item(row) for row in rows], "total": total, "page": page, "page_size": page_size}
    if total > MOST_COUNTED:
        answer |= {"total": MOST_COUNTED, "total_is_lower_bound": True}
    return answer


def named(thing_id: str | None, name: str | None) -> dict[str, Any] | None:
    """A reference as answers show it: {"id", "name"}, or null."""
    return {"id": thing_id, "name": name} if thing_id else None


def containing(words: str) -> str:
    """A pattern for `ilike` that finds the words anywhere, taken literally."""
    escaped = words.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{escaped}%"
