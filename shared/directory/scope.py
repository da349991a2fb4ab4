"""Whose records an actor sees (A3): the one place that turns a scope into a condition.

Scope follows the owner's department at the time of asking.
"""

from sqlalchemy import ColumnElement, Select, false, or_, select, true

from shared.database.tables import departments, employees
from shared.kernel.actor import Actor, Scope


def within_scope(actor: Actor, function: str, *, owner: ColumnElement[str]) -> ColumnElement[bool]:
    """The condition that `owner` is an employee whose records the actor sees in the function."""
    if not actor.may_use(function):
        return false()
    scope = actor.scope_of(function)
    if scope.kind == "company":
        return true()
    mine = owner == actor.employee_id
    return mine if scope.kind == "self" else or_(mine, owner.in_(_employees_in(actor.company_id, scope)))


def _employees_in(company_id: str, scope: Scope) -> Select[tuple[str]]:
    return select(employees.c.id).where(
        employees.c.company_id == company_id,
        or_(
            employees.c.department_id.in_(scope.department_ids),
            employees.c.department_id.in_(departments_below(company_id, scope.below_ids)),
        ),
    )


def departments_below(company_id: str, top_ids: tuple[str, ...]) -> Select[tuple[str]]:
    """The ids of the given departments and all below them."""
    below, top = departments.alias(), departments.alias()
    return (
        select(below.c.id)
        .join(top, (top.c.company_id == below.c.company_id) & below.c.path.startswith(top.c.path, autoescape=False))
        .where(below.c.company_id == company_id, top.c.id.in_(top_ids))
    )
