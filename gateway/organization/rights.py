"""An employee with several roles has the union of them (finer rules, Rights)."""

from collections.abc import Iterable, Mapping
from typing import Any

from shared.kernel.actor import Scope


def union_of_scopes(roles: Iterable[Mapping[str, Any]], *, department_id: str | None) -> dict[str, Scope]:
    """The scope per function over all roles; `department` kinds are spelled out for the employee's own department."""
    union: dict[str, Scope] = {}
    for functions in roles:
        for function, setting in functions.items():
            scope = _spelled_out(setting, department_id=department_id)
            union[function] = _wider(union[function], scope) if function in union else scope
    return union


def _spelled_out(setting: Mapping[str, Any], *, department_id: str | None) -> Scope:
    own = (department_id,) if department_id else ()
    match setting["kind"]:
        case "company":
            return Scope("company")
        case "department":
            return Scope("departments", department_ids=own)
        case "department_and_below":
            return Scope("departments", below_ids=own)
        case "departments":
            return Scope("departments", tuple(setting.get("department_ids", ())), tuple(setting.get("below_ids", ())))
        case _:
            return Scope("self")


def _wider(one: Scope, other: Scope) -> Scope:
    if "company" in (one.kind, other.kind):
        return Scope("company")
    if one.kind == other.kind == "self":
        return one
    return Scope(
        "departments",
        tuple(sorted({*one.department_ids, *other.department_ids})),
        tuple(sorted({*one.below_ids, *other.below_ids})),
    )
