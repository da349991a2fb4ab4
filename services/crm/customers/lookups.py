"""What ids of a command stand for: choices by name, employees as persons; the company's terms of the pool."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select, text

from services.crm.customers.rules import ACTS, Limits, Rule, Terms
from services.crm.db import choices, hold_the_terms
from shared.contracts.crm.events import Named
from shared.database import Transaction
from shared.database.tables import employees
from shared.kernel.actor import Person
from shared.kernel.errors import Invalid

# The lock is waited for in a statement of its own, so that the terms are those after it.
_TERMS = text("""
select
  (select row_to_json(l) from pool_limits l where company_id = cast(:company_id as uuid)) as limits,
  (select json_agg(r) from pool_rules r where company_id = cast(:company_id as uuid) and enabled) as rules
""").execution_options(prepared=True)


def terms(tx: Transaction) -> Terms:
    """Pool rules and limits of the company, which nobody changes until this transaction is over."""
    hold_the_terms(tx)
    row = tx.connection.execute(_TERMS, {"company_id": tx.company_id}).one()
    names = Limits.__dataclass_fields__
    limits = Limits(**{name: value for name, value in row.limits.items() if name in names}) if row.limits else Limits()
    return Terms(rules=[rule_of(each) for each in row.rules or ()], limits=limits)


def rule_of(row: Mapping[str, Any]) -> Rule:
    """A row of `pool_rules`."""
    return Rule(
        id=row["id"],
        name=row["name"],
        version=row["version"],
        days={act: row[f"days_without_{act}"] for act in ACTS if row[f"days_without_{act}"]},
        joined=row["joined"],
        days_to_sign=row["days_to_sign"],
        status_ids=frozenset(row["status_ids"]),
        tag_ids=frozenset(row["tag_ids"]),
        red_days=row["red_days"],
    )


def choice(tx: Transaction, choice_id: str | None, *, kind: str, field: str, kept: str | None = None) -> Named | None:
    """:raises Invalid: no such choice, or it is switched off and not the one that is `kept`"""
    if choice_id is None:
        return None
    return several(tx, [choice_id], kind=kind, field=field, kept=[kept] if kept else ())[0]


def several(
    tx: Transaction, choice_ids: Sequence[str], *, kind: str, field: str, kept: Sequence[str] = ()
) -> list[Named]:
    """In their configured order. :raises Invalid: see `choice`"""
    return of_kinds(tx, choice_ids, kinds=(kind,), field=field, kept=kept)


def of_kinds(
    tx: Transaction, choice_ids: Sequence[str], *, kinds: Sequence[str], field: str, kept: Sequence[str] = ()
) -> list[Named]:
    """Of several lists, in their order. :raises Invalid: see `choice`"""
    if not choice_ids:
        return []
    c = choices.c
    found = tx.session.execute(
        select(c.id, c.name, c.enabled)
        .where(c.company_id == tx.company_id, c.kind.in_(kinds), c.id.in_(choice_ids))
        .order_by(c.kind, c.order, c.id)
    ).all()
    named = [Named(id=row.id, name=row.name) for row in found if row.enabled or row.id in kept]
    if len(named) < len(set(choice_ids)):
        raise Invalid(errors={field: ["Unknown choice."]})
    return named


def people(tx: Transaction, employee_ids: Sequence[str], *, field: str) -> list[Person]:
    """:raises Invalid: no such employee, or not enabled"""
    c = employees.c
    found = tx.session.execute(
        select(c.id, c.name, c.department_id).where(c.company_id == tx.company_id, c.id.in_(employee_ids), c.enabled)
    )
    known = {row.id: Person(id=row.id, name=row.name, department_id=row.department_id) for row in found}
    if len(known) < len(set(employee_ids)):
        raise Invalid(errors={field: ["Unknown employee."]})
    return [known[each] for each in dict.fromkeys(employee_ids)]


def person(tx: Transaction, employee_id: str, *, field: str = "owner_id") -> Person:
    """:raises Invalid: no such employee, or not enabled"""
    return people(tx, [employee_id], field=field)[0]


def named_or_none(choice_id: Any, name: str | None) -> Named | None:
    return Named(id=choice_id, name=name or "") if choice_id else None
