"""What the screens of customers read: rows straight from the database, one statement per question."""

from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, bindparam, func, literal, select
from sqlalchemy.dialects.postgresql import aggregate_order_by

from services.crm.custom_fields.filtering import sort_expression, sort_kind
from services.crm.customers import rules
from services.crm.customers.filters import VIEWS, FilterShape, conditions, shape_of, values_of
from services.crm.customers.model import Customer
from services.crm.customers.tables import customer_changes, customer_tags, ownerships, participants
from services.crm.db import choices, pool_limits, pool_rules
from shared.database import Id, Transaction
from shared.database.tables import employees
from shared.directory.scope import Shape, scope_condition, scope_shape, scope_values
from shared.kernel.errors import Missing

Answer = dict[str, Any]
BOUND = 10_000
FIRST = "00000000-0000-0000-0000-000000000000"
_C = Customer.__table__.c
_COMPANY = bindparam("company_id", type_=Id)
_PLAIN = ("id", "version", "name", "phone", "address", "note", "stage", "fields")
_MOMENTS = ("created_at", "updated_at", "taken_at", "followed_at", "pooled_at", "recycled_at", "falls_at")
_IDS = ("owner_id", "created_by", "updated_by", "status_id", "source_id", "falls_rule_id")
_COLUMNS = [_C[name] for name in (*_PLAIN, *_MOMENTS, *_IDS, "longitude", "latitude")]


def list_customers(tx: Transaction, *, sort: str, page: int, page_size: int, **filters: Any) -> Answer:
    """One page of a list; the total is exact up to 10,000.

    :raises Forbidden: the recycle bin needs its permission
    """
    shape, values = shape_of(tx, **filters), values_of(tx, **filters)
    sort, sorted_by = sort_kind(tx, "customer", sort)
    values |= sorted_by
    offset = (page - 1) * page_size
    rows = tx.session.execute(_page(shape, sort), values | {"limit": page_size, "offset": offset}).all()
    items = [_shown(row, tx) for row in rows]
    ended = bool(rows or page == 1) and len(rows) < page_size
    total = offset + len(rows) if ended else tx.session.scalar(_total(shape), values | {"bound": BOUND + 1}) or 0
    answer = {"items": items, "total": min(total, BOUND), "page": page, "page_size": page_size}
    return answer | ({"total_is_lower_bound": True} if total > BOUND else {})


def find_ids(tx: Transaction, *, most: int, after: str = FIRST, **filters: Any) -> list[str]:
    """Which customers a list would show on all its pages, in the order of their ids."""
    values = values_of(tx, **filters) | {"limit": most, "after": after}
    return list(tx.session.scalars(_found(shape_of(tx, **filters)), values))


def count_found(tx: Transaction, **filters: Any) -> int:
    """How many customers a list would show on all its pages."""
    values = values_of(tx, **filters) | {"bound": None}
    return tx.session.scalar(_total(shape_of(tx, **filters)), values) or 0


def count_customers(tx: Transaction) -> Answer:
    """How many each list holds, up to 10,000; the recycle bin is empty for those who may not use it."""
    views = [view for view in VIEWS if view != "recycled" or tx.actor.may("use_recycle_bin")]
    shapes = tuple(shape_of(tx, view=view) for view in views)
    row = tx.session.execute(_counters(shapes), values_of(tx, view="") | {"bound": BOUND}).one()
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
    return _shown(row, tx) | {"participants": people, "may": sorted(allowed - {"view"})}


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
        {"owner": _named(row.owner_id, row.name), "from": row.since, "to": row.until, "how": row.how} for row in found
    ]
    return {"items": items}


def _read_one(tx: Transaction, customer_id: str) -> Row[Any]:
    """:raises Missing: not there"""
    values = {"company_id": tx.company_id, "customer_id": customer_id}
    statement = _one(scope_shape(tx.actor, "customers"))
    row = tx.session.execute(statement, values | scope_values(tx.actor, "customers")).one_or_none()
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
    return rules.rights(
        state=rules.state_of(owned=row.owner_id is not None, recycled=recycled),
        relation=relation,
        may=tx.actor.may,
        granted=any(each[2] for each in mine) and row.participants_may_edit is not False,
    )


def _shown(row: Row[Any], tx: Transaction) -> Answer:
    rule_name, red_days = row.rule or (None, 0)
    return {
        "id": row.id,
        "version": row.version,
        "name": row.name,
        "phone": row.phone,
        "address": row.address,
        "note": row.note,
        "position": None if row.longitude is None else {"lng": float(row.longitude), "lat": float(row.latitude)},
        "stage": row.stage,
        "status": _named(row.status_id, row.status_name),
        "tags": [{"id": key, "name": name} for key, name in row.tags or ()],
        "source": _named(row.source_id, row.source_name),
        "owner": _named(row.owner_id, row.owner_name),
        "created_at": row.created_at,
        "created_by": _named(row.created_by, row.creator_name),
        "updated_at": row.updated_at,
        "updated_by": _named(row.updated_by, row.updater_name),
        "taken_at": row.taken_at,
        "followed_at": row.followed_at,
        "pooled_at": row.pooled_at,
        "recycled_at": row.recycled_at,
        "falls_at": row.falls_at,
        "falls_by": _named(row.falls_rule_id, rule_name),
        "falls_soon": rules.falls_soon(row.falls_at, red_days=red_days, at=tx.now),
        "files": row.fields.pop("files", []),
        "fields": row.fields,
    }


def _named(thing_id: str | None, name: str | None) -> dict[str, str] | None:
    """What is not known yet, since its event has not come, has no name."""
    return {"id": thing_id, "name": name or ""} if thing_id else None


def _change(row: Any) -> Answer:
    fields = [{"field": name, "before": before, "after": after} for name, (before, after) in row.changes.items()]
    return {"id": row.id, "at": row.at, "by": _named(row.by_id, row.name), "kind": row.kind, "changes": fields}


@lru_cache(maxsize=1024)
def _page(shape: FilterShape, sort: str) -> Select[Any]:
    """The rows of the page first; names are looked up for these alone."""
    order = (sort.removeprefix("-"), "id")
    page = (
        select(*_COLUMNS)
        .where(*conditions(shape))
        .order_by(*(_ordered(_C, name, sort) for name in order))
        .limit(bindparam("limit"))
        .offset(bindparam("offset"))
        .subquery("page")
    )
    return select(page, *_names(page.c)).order_by(*(_ordered(page.c, name, sort) for name in order))


def _ordered(columns: Any, name: str, sort: str) -> ColumnElement[Any]:
    """One index serves both directions. Who was never followed up waits longest; what has no value comes last."""
    descending, custom = sort.startswith("-"), name.startswith("field:")
    column = sort_expression(columns.fields, name.removeprefix("field:")) if custom else columns[name]
    ordered = column.desc() if descending else column.asc()
    if custom:
        return ordered.nulls_last()
    if name == "followed_at":
        return ordered.nulls_last() if descending else ordered.nulls_first()
    return ordered


@lru_cache(maxsize=512)
def _total(shape: FilterShape) -> Select[Any]:
    return _counted(shape)


def _counted(shape: FilterShape) -> Select[Any]:
    found = select(literal(1)).select_from(Customer.__table__).where(*conditions(shape)).limit(bindparam("bound"))
    return select(func.count()).select_from(found.subquery())


@lru_cache(maxsize=512)
def _found(shape: FilterShape) -> Select[Any]:
    after = _C.id > bindparam("after", type_=Id)
    return select(_C.id).where(*conditions(shape), after).order_by(_C.id).limit(bindparam("limit"))


@lru_cache(maxsize=64)
def _counters(shapes: tuple[FilterShape, ...]) -> Select[Any]:
    return select(*(_counted(shape).scalar_subquery().label(shape.view) for shape in shapes))


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
    return select(
        *_COLUMNS,
        *_names(_C),
        people.scalar_subquery().label("participants"),
        func.coalesce(scope_condition(shape, owner=_C.owner_id), False).label("acts"),
        select(limits.participants_may_edit)
        .where(limits.company_id == _COMPANY)
        .scalar_subquery()
        .label("participants_may_edit"),
    ).where(_C.company_id == _COMPANY, _C.id == bindparam("customer_id", type_=Id))


def _names(row: Any) -> list[ColumnElement[Any]]:
    """Names of what a row points to, each looked up by its key."""
    t, tag, rule = customer_tags.c, choices.alias(), pool_rules.c
    tags = (
        select(func.json_agg(aggregate_order_by(func.json_build_array(tag.c.id, tag.c.name), tag.c.order, tag.c.id)))
        .select_from(customer_tags.join(tag, and_(tag.c.company_id == t.company_id, tag.c.id == t.choice_id)))
        .where(t.company_id == _COMPANY, t.customer_id == row.id)
    )
    falls_by = select(func.json_build_array(rule.name, rule.red_days)).where(
        rule.company_id == _COMPANY, rule.id == row.falls_rule_id
    )
    return [
        _name_of(employees, row.owner_id, "owner_name"),
        _name_of(employees, row.created_by, "creator_name"),
        _name_of(employees, row.updated_by, "updater_name"),
        _name_of(choices, row.status_id, "status_name"),
        _name_of(choices, row.source_id, "source_name"),
        tags.scalar_subquery().label("tags"),
        falls_by.scalar_subquery().label("rule"),
    ]


def _name_of(table: Any, thing_id: ColumnElement[Any], label: str) -> ColumnElement[Any]:
    named = table.alias()
    found = select(named.c.name).where(named.c.company_id == _COMPANY, named.c.id == thing_id)
    return found.scalar_subquery().label(label)
