"""Whose records an actor sees (A3): the one place that turns a scope into a condition.

Scope follows the owner's department at the time of asking. Who asks often builds a statement once per shape, with
`scope_condition`, and fills in `scope_values` each time, so that it is compiled once.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Literal

from sqlalchemy import ARRAY, ColumnElement, Select, any_, bindparam, cast, false, func, literal, or_, select, true

from shared.database.aggregate import Id
from shared.database.tables import departments, employees
from shared.kernel.actor import Actor

Shape = Literal["nothing", "self", "departments", "company"]
_NAMES = ("scope_company_id", "scope_employee_id", "scope_department_ids", "scope_below_ids")


def within_scope(actor: Actor, function: str, *, owner: ColumnElement[Any]) -> ColumnElement[bool]:
    """The condition that `owner` is an employee whose records the actor sees in the function."""
    values = {name: literal(value) for name, value in scope_values(actor, function).items()}
    return _condition(scope_shape(actor, function), owner=owner, values=values)


def scope_shape(actor: Actor, function: str) -> Shape:
    """Which form the condition has for this actor."""
    if not actor.may_use(function):
        return "nothing"
    return actor.scope_of(function).kind


def scope_condition(shape: Shape, *, owner: ColumnElement[Any]) -> ColumnElement[bool]:
    """Like `within_scope`, with parameters in place of values."""
    return _condition(shape, owner=owner, values={name: bindparam(name) for name in _NAMES})


def scope_values(actor: Actor, function: str) -> dict[str, Any]:
    """The values of the parameters of `scope_condition`."""
    scope = actor.scope_of(function)
    return {
        "scope_company_id": actor.company_id,
        "scope_employee_id": actor.employee_id,
        "scope_department_ids": list(scope.department_ids),
        "scope_below_ids": list(scope.below_ids),
    }


def departments_below(company_id: str, top_ids: Sequence[str]) -> Select[tuple[str]]:
    """The ids of the given departments and all below them."""
    return departments_below_each(literal(company_id, Id), _ids(literal(list(top_ids))))


def departments_below_each(company_id: ColumnElement[Any], top_ids: ColumnElement[Any]) -> Select[tuple[str]]:
    """Like `departments_below`, with parameters in place of values."""
    below, top = departments.alias(), departments.alias()
    return (
        select(below.c.id)
        .join(top, (top.c.company_id == below.c.company_id) & below.c.path.startswith(top.c.path, autoescape=False))
        .where(below.c.company_id == company_id, top.c.id == any_(top_ids))
    )


def _condition(
    shape: Shape, *, owner: ColumnElement[Any], values: Mapping[str, ColumnElement[Any]]
) -> ColumnElement[bool]:
    company_id, employee_id, department_ids, below_ids = (values[name] for name in _NAMES)
    mine = cast(employee_id, Id)
    match shape:
        case "nothing":
            return false()
        case "company":
            return true()
        case "self":
            return owner == mine
    chosen = employees.c.department_id == any_(_ids(department_ids))
    below = employees.c.department_id.in_(departments_below_each(cast(company_id, Id), _ids(below_ids)))
    seen = select(employees.c.id).where(employees.c.company_id == cast(company_id, Id), or_(chosen, below))
    # As an array it is found once and can then be looked up in an index of owners.
    return owner == any_(func.array_append(func.array(seen.scalar_subquery()), mine))


def _ids(values: ColumnElement[Any]) -> ColumnElement[Any]:
    return cast(values, ARRAY(Id))
