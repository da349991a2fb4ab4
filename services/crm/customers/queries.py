"""What the screens of customers read: rows straight from the database, one statement per question."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    ARRAY,
    ColumnElement,
    Row,
    Select,
    and_,
    any_,
    bindparam,
    cast,
    func,
    literal_column,
    select,
)
from sqlalchemy.dialects.postgresql import aggregate_order_by

from services.crm.concerned import is_concerned
from services.crm.custom_fields.filtering import sort_expression, sort_kind
from services.crm.customers import rules
from services.crm.customers.counting import count
from services.crm.customers.filters import VIEWS, FilterShape, conditions, shape_of, values_of
from services.crm.customers.model import Customer
from services.crm.customers.showing import named, select_shown, shown
from services.crm.customers.tables import customer_changes, ownerships, participants
from services.crm.db import pool_limits
from services.crm.marks.queries import candidates
from shared.database import Id, Transaction
from shared.database.tables import employees
from shared.directory.scope import Shape, scope_condition, scope_shape, scope_values
from shared.kernel.errors import Missing

Answer = dict[str, Any]
BOUND = 10_000
_OF_MANY = ("team", "pool")
FIRST = "00000000-0000-0000-0000-000000000000"
_C = Customer.__table__.c
_COMPANY = bindparam("company_id", type_=Id)


def list_customers(tx: Transaction, *, sort: str, page: int, page_size: int, **filters: Any) -> Answer:
    """One page of a list; the total is exact up to 10,000.

    :raises Forbidden: the recycle bin needs its permission
    """
    filters["found"] = _found_by_name(tx, **filters)
    shape, values = shape_of(tx, **filters), values_of(tx, **filters)
    sort, sorted_by = sort_kind(tx, "customer", sort)
    values |= sorted_by
    offset = (page - 1) * page_size
    found = tx.connection.execute(_page(shape, sort, page_size, first=page == 1), values | {"offset": offset}).all()
    if found or page == 1:
        total = found[0].total if found else 0
    else:
        total = tx.connection.scalar(_total(shape), values | {"bound": BOUND + 1})
    items = show(tx, [key for key, _ in found])
    answer = {"items": items, "total": min(total, BOUND), "page": page, "page_size": page_size}
    return answer | ({"total_is_lower_bound": True} if total > BOUND else {})


def _found_by_name(tx: Transaction, *, view: str, q: str | None = None, **_others: Any) -> Sequence[str] | None:
    """The customers that the index knows for a part of a name, where it saves going over all of the company's.

    A list of few customers is gone over sooner; what is in the recycle bin has no entries; numbers have other marks.
    """
    if not q or view not in _OF_MANY or any(sign.isdigit() for sign in q):
        return None
    return candidates(tx, "customer", q.strip())


def find_ids(tx: Transaction, *, most: int, after: str = FIRST, **filters: Any) -> list[str]:
    """Which customers a list would show on all its pages, in the order of their ids."""
    values = values_of(tx, **filters) | {"limit": most, "after": after}
    return list(tx.connection.scalars(_found(shape_of(tx, **filters)), values))


def select_found(tx: Transaction, **filters: Any) -> Select[Any]:
    """The ids of the customers a list would show on all its pages, for what belongs to them."""
    return select(_C.id).where(*conditions(shape_of(tx, **filters))).params(values_of(tx, **filters))


def count_found(tx: Transaction, **filters: Any) -> int:
    """How many customers a list would show on all its pages."""
    values = values_of(tx, **filters) | {"bound": None}
    return tx.connection.scalar(_total(shape_of(tx, **filters)), values) or 0


def count_customers(tx: Transaction, *, stage: str | None = None) -> Answer:
    """How many each list holds, up to 10,000, of one stage or of both; without its permission the bin is empty."""
    views = [view for view in VIEWS if view != "recycled" or tx.actor.may("use_recycle_bin")]
    shapes = tuple(shape_of(tx, view=view, stage=stage) for view in views)
    row = tx.connection.execute(_counters(shapes), values_of(tx, view="", stage=stage) | {"bound": BOUND}).one()
    return dict.fromkeys(VIEWS, 0) | dict(zip(views, row, strict=True))


def get_customer(tx: Transaction, customer_id: str) -> Answer:
    """One customer in full, with what the actor may do now.

    :raises Missing: not there, or not the actor's to see
    """
    row = _read_one(tx, customer_id)
    allowed = _rights(row, tx)
    if "view" not in allowed:
        raise Missing
    if row.stage == "signed":
        allowed -= rules.NOT_WHEN_SIGNED
    people = [{"id": key, "name": name or "", "may_edit": may_edit} for key, name, may_edit in row.participants or ()]
    return shown(row, tx) | {"participants": people, "may": sorted(allowed - {"view"})}


def rights_of(tx: Transaction, customer_id: str) -> frozenset[str]:
    """What the actor may do with a customer, for what belongs to it.

    :raises Missing: not there, or not the actor's to see
    """
    allowed = _rights(_read_one(tx, customer_id), tx)
    if "view" not in allowed:
        raise Missing
    return allowed


def list_changes(tx: Transaction, customer_id: str, *, page: int, page_size: int) -> Answer:
    """The change log, newest first (C15).

    :raises Missing: not there, or not the actor's to see
    """
    rights_of(tx, customer_id)
    log = customer_changes.c
    where = (log.company_id == tx.company_id, log.customer_id == customer_id)
    found = tx.session.execute(
        select(log.id, log.at, log.by_id, employees.c.name, log.kind, log.changes)
        .select_from(
            customer_changes.outerjoin(
                employees, and_(employees.c.company_id == log.company_id, employees.c.id == log.by_id)
            )
        )
        .where(*where)
        .order_by(log.id.desc())
        .limit(page_size)
        .offset((page - 1) * page_size)
    )
    items = [_change(each) for each in found]
    return {"items": items, "total": count_changes(tx, customer_id), "page": page, "page_size": page_size}


def count_changes(tx: Transaction, customer_id: str) -> int:
    log = customer_changes.c
    where = (log.company_id == tx.company_id, log.customer_id == customer_id)
    return tx.session.scalar(select(func.count()).select_from(customer_changes).where(*where)) or 0


def list_owners(tx: Transaction, customer_id: str) -> Answer:
    """All owners there were, newest first.

    :raises Missing: not there, or not the actor's to see
    """
    rights_of(tx, customer_id)
    o = ownerships.c
    found = tx.session.execute(
        select(o.owner_id, employees.c.name, o.since, o.until, o.how)
        .select_from(
            ownerships.outerjoin(employees, and_(employees.c.company_id == o.company_id, employees.c.id == o.owner_id))
        )
        .where(o.company_id == tx.company_id, o.customer_id == customer_id)
        .order_by(o.since.desc(), o.id.desc())
    )
    items = [
        {"owner": named(row.owner_id, row.name), "from": row.since, "to": row.until, "how": row.how} for row in found
    ]
    return {"items": items}


def _read_one(tx: Transaction, customer_id: str) -> Row[Any]:
    """:raises Missing: not there"""
    values = {"company_id": tx.company_id, "customer_id": customer_id}
    statement = _one(scope_shape(tx.actor, "customers"))
    row = tx.connection.execute(statement, values | scope_values(tx.actor, "customers")).one_or_none()
    if row is None:
        raise Missing
    return row


def _rights(row: Row[Any], tx: Transaction) -> frozenset[str]:
    recycled = row.recycled_at is not None
    mine = [each for each in row.participants or () if each[0] == tx.actor.employee_id]
    relation = rules.relation_of(
        administrator=tx.actor.administrator,
        acts_for_owner=row.acts or (recycled and row.owner_id is None),
        participates=bool(mine),
    )
    if relation == "none" and is_concerned(tx, "customer", str(row.id)):
        relation = "related"
    return rules.rights(
        state=rules.state_of(owned=row.owner_id is not None, recycled=recycled),
        relation=relation,
        may=tx.actor.may,
        granted=any(each[2] for each in mine) and row.participants_may_edit is not False,
    )


def _change(row: Any) -> Answer:
    fields = [{"field": name, "before": before, "after": after} for name, (before, after) in row.changes.items()]
    return {"id": row.id, "at": row.at, "by": named(row.by_id, row.name), "kind": row.kind, "changes": fields}


def show(tx: Transaction, ids: list[str]) -> list[Answer]:
    """The customers in this order."""
    if not ids:
        return []
    rows = {row[0]: row for row in tx.connection.execute(_SHOWN, {"company_id": tx.company_id, "ids": ids}).all()}
    return [shown(rows[key], tx) for key in ids if key in rows]


_SHOWN = select_shown().where(_C.id == any_(cast(bindparam("ids"), ARRAY(Id)))).execution_options(prepared=True)


@lru_cache(maxsize=1024)
def _page(shape: FilterShape, sort: str, page_size: int, *, first: bool) -> Select[Any]:
    """Which customers stand on a page, each with the total beside it.

    The first page of an unfiltered list has one good plan for all companies: along the index of its sort.
    """
    page = (
        select(_C.id, count(shape, bound=literal_column(str(BOUND + 1))).scalar_subquery().label("total"))
        .where(*conditions(shape))
        .order_by(*(_ordered(name, sort) for name in (sort.removeprefix("-"), "id")))
        .limit(literal_column(str(page_size)))
    )
    if not first:
        return page.offset(bindparam("offset"))
    plain = not shape.given and not shape.custom and "field:" not in sort
    return page.execution_options(prepared=True) if plain else page


def _ordered(name: str, sort: str) -> ColumnElement[Any]:
    """One index serves both directions. Who was never followed up waits longest; what has no value comes last."""
    descending, custom = sort.startswith("-"), name.startswith("field:")
    column = sort_expression(_C.fields, name.removeprefix("field:")) if custom else _C[name]
    ordered = column.desc() if descending else column.asc()
    if custom:
        return ordered.nulls_last()
    if name == "followed_at":
        return ordered.nulls_last() if descending else ordered.nulls_first()
    return ordered


@lru_cache(maxsize=512)
def _total(shape: FilterShape) -> Select[Any]:
    return count(shape, bound=bindparam("bound"))


@lru_cache(maxsize=512)
def _found(shape: FilterShape) -> Select[Any]:
    after = _C.id > bindparam("after", type_=Id)
    return select(_C.id).where(*conditions(shape), after).order_by(_C.id).limit(bindparam("limit"))


@lru_cache(maxsize=64)
def _counters(shapes: tuple[FilterShape, ...]) -> Select[Any]:
    return select(*(count(shape, bound=bindparam("bound")).scalar_subquery().label(shape.view) for shape in shapes))


@lru_cache
def _one(shape: Shape) -> Select[Any]:
    p, member, limits = participants.c, employees.alias(), pool_limits.c
    people = (
        select(
            func.json_agg(
                aggregate_order_by(
                    func.json_build_array(p.employee_id, member.c.name, p.may_edit), member.c.name, p.employee_id
                )
            )
        )
        .select_from(
            participants.outerjoin(member, and_(member.c.company_id == p.company_id, member.c.id == p.employee_id))
        )
        .where(p.company_id == _COMPANY, p.customer_id == _C.id)
    )
    return (
        select_shown(
            people.scalar_subquery().label("participants"),
            func.coalesce(scope_condition(shape, owner=_C.owner_id), False).label("acts"),
            select(limits.participants_may_edit)
            .where(limits.company_id == _COMPANY)
            .scalar_subquery()
            .label("participants_may_edit"),
        )
        .where(_C.id == bindparam("customer_id", type_=Id))
        .execution_options(prepared=True)
    )
