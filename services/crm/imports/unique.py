"""Values that must be unique, looked at before rows are written."""

from collections.abc import Sequence
from typing import Any

from services.crm.custom_fields.values import Definition, definitions, holders_of
from shared.database import Transaction
from shared.kernel.field_errors import in_language


def not_unique(
    tx: Transaction, of: str, rows: Sequence[tuple[str | None, Any]], *, custom: Sequence[Definition]
) -> dict[int, str]:
    """Rows with a value that another thing, or a row before, has in a field whose values are unique, each with why."""
    unique = {each.id: each for each in custom if each.unique}
    held = {(key, str(value)): "" for _, draft in rows for key, value in draft.custom.items() if key in unique}
    if not held:
        return {}
    definitions(tx, of, writing=True)  # holds what must be unique as it is
    holders = holders_of(tx, list(held))
    refused: dict[int, str] = {}
    for thing_id, draft in rows:
        mine = thing_id or f"row {draft.row}"
        for key, value in draft.custom.items():
            if key in unique and holders.setdefault((key, str(value)), mine) != mine:
                sentence = in_language({"": ["Is taken already."]}, tx.actor.language)[""][0]
                refused[draft.row] = f"{unique[key].title}：{sentence}"
    return refused
