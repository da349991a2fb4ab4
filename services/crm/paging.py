"""One page of a query, with a total that is exact up to 10,000."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import Select, func, literal, select

from shared.database import Transaction

BOUND = 10_000
Answer = dict[str, Any]


def read_page(
    tx: Transaction, statement: Select[Any], *, page: int, page_size: int, item: Callable[[Any], Answer]
) -> Answer:
    """Reads a page and counts as far as counting is cheap."""
    bounded = statement.with_only_columns(literal(1), maintain_column_froms=True).order_by(None).limit(BOUND + 1)
    total = tx.session.scalar(select(func.count()).select_from(bounded.subquery())) or 0
    rows = tx.session.execute(statement.limit(page_size).offset((page - 1) * page_size)).all()
    answer = {"items": [item(row) for row in rows], "total": min(total, BOUND), "page": page, "page_size": page_size}
    return answer | ({"total_is_lower_bound": True} if total > BOUND else {})


def containing(words: str) -> str:
    """A pattern that finds the words anywhere, taken literally."""
    escaped = words.strip().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{escaped}%"


def named(thing_id: str | None, name: str | None) -> dict[str, str] | None:
    """A reference as answers show it; what is not known yet, since its event has not come, has no name."""
    return {"id": thing_id, "name": name or ""} if thing_id else None
