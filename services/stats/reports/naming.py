"""Names of what a row behind a cell is about."""

from collections.abc import Sequence
from typing import Any

from services.stats.db import former_departments
from services.stats.reports.subjects import names
from shared.database import Transaction
from shared.database.tables import departments, employees


def named_rows(tx: Transaction, rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows as they are shown; what only some rows say is None in the others."""
    people = names(tx, employees, [each[who] for each in rows for who in ("employee_id", "by_id") if each[who]])
    places = [each["department_id"] for each in rows]
    where = names(tx, former_departments, places) | names(tx, departments, places)

    def person(employee_id: str | None) -> dict[str, str] | None:
        return {"id": employee_id, "name": people.get(employee_id, "")} if employee_id else None

    def place(department_id: str) -> dict[str, str] | None:
        return {"id": department_id, "name": where[department_id]} if department_id in where else None

    return [
        {
            "customer": {"id": each["customer_id"], "name": each["customer_name"]} if each["customer_id"] else None,
            "employee": person(each["employee_id"]),
            "department": place(each["department_id"]),
            "at": each["at"],
            "kind": each["kind"],
            "by": person(each["by_id"]),
            "count": int(each["count"]),
            "content": None,
            "amount": None,
            "seconds": None,
            "opens": None,
        }
        for each in rows
    ]
