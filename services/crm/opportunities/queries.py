"""What the screens of opportunities read: lists, the board with a column per stage, one in full."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, select
from sqlalchemy.dialects.postgresql import aggregate_order_by

from services.crm.custom_fields.filtering import narrowed, sorted_column
from services.crm.custom_fields.values import shown_values
from services.crm.days import days_between, moments_between
from services.crm.db import choices
from services.crm.names import customer_names, product_names
from services.crm.opportunities import rules
from services.crm.opportunities.model import Opportunity
from services.crm.opportunities.tables import opportunity_products
from services.crm.paging import containing, named, read_page
from shared.database import Transaction
from shared.database.tables import employees
from shared.directory.scope import within_scope
from shared.kernel.errors import Missing

Answer = dict[str, Any]
Conditions = list[ColumnElement[bool]]
_C = Opportunity.__table__.c
_PLAIN = ("id", "version", "title", "outcome", "approval", "expected_on", "note")
_MOMENTS = ("won_at", "created_at", "updated_at")
_CARDS = 50


def list_opportunities(tx: Transaction, *, sort: str, page: int, page_size: int, **filters: Any) -> Answer:
    """One page of mine, the team's, or a customer's."""
    column = sorted_column(tx, "opportunity", sort, _C)
    ordered = column.desc() if sort.startswith("-") else column.asc()
    statement = _opportunities().where(*_conditions(tx, **filters)).order_by(ordered.nulls_last(), _C.id.desc())
    return read_page(tx, statement, page=page, page_size=page_size, item=_shown)


def opportunities_after(tx: Transaction, after: str, *, most: int, **filters: Any) -> list[Answer]:
    """The first opportunities of a list behind that id, in the order of their ids."""
    wanted = _opportunities().where(*_conditions(tx, **filters), _C.id > after).order_by(_C.id).limit(most)
    return [_shown(row) for row in tx.session.execute(wanted)]


def read_board(tx: Transaction, **filters: Any) -> Answer:
    """A column per stage with number and amount, and the cards that come first; lost ones only in their number."""
    where = _conditions(tx, **filters)
    sums = (
        select(_C.stage_id, func.count().label("count"), func.coalesce(func.sum(_C.expected_amount), 0).label("amount"))
        .select_from(_joined())
        .where(*where)
        .group_by(_C.stage_id)
    )
    found = {row.stage_id: row for row in tx.session.execute(sums)}
    place = func.row_number().over(partition_by=_C.stage_id, order_by=(_C.expected_on.asc().nulls_last(), _C.id))
    cards = _opportunities().add_columns(place.label("place")).where(*where).subquery()
    rows = tx.session.execute(select(cards).where(cards.c.place <= _CARDS).order_by(cards.c.place)).all()
    return {"columns": [_column(stage, found.get(stage["id"]), rows) for stage in _stages(tx, kept=found)]}


def get_opportunity(tx: Transaction, opportunity_id: str) -> Answer:
    """One, whoever asks. :raises Missing: not there"""
    tx.flush()
    where = (_C.company_id == tx.company_id, _C.id == opportunity_id, customer_names.c.recycled_at.is_(None))
    row = tx.session.execute(_opportunities().where(*where)).one_or_none()
    if row is None:
        raise Missing
    return _shown(row)


def rights_in(shown: Answer, *, relation: rules.Relation) -> list[str]:
    """What somebody in that relation may do with it now."""
    state = rules.state_of(outcome=shown["outcome"], approval=shown["approval"])
    return sorted(rules.RIGHTS[state][relation] - {"view"})


def is_in_scope(tx: Transaction, opportunity_id: str) -> bool:
    """Whether it is the actor's own, or of somebody within the actor's scope."""
    seen = within_scope(tx.actor, "opportunities", owner=_C.owner_id)
    found = select(_C.id).where(_C.company_id == tx.company_id, _C.id == opportunity_id, seen)
    return tx.session.execute(found).first() is not None


def _conditions(
    tx: Transaction,
    *,
    view: str | None,
    customer_id: Any,
    everything_of_customer: bool = False,
    q: str | None,
    product_id: Sequence[Any] | None,
    field: Sequence[str] | None,
    **filters: Any,
) -> Conditions:
    where: Conditions = [_C.company_id == tx.company_id, customer_names.c.recycled_at.is_(None)]
    where += _whose(tx, view=view, customer_id=customer_id, everything=everything_of_customer)
    if q:
        pattern = containing(q)
        where.append(_C.title.ilike(pattern) | customer_names.c.name.ilike(pattern))
    if product_id:
        of = opportunity_products.c
        sold = select(of.opportunity_id).where(
            of.company_id == tx.company_id, of.product_id.in_([str(each) for each in product_id])
        )
        where.append(_C.id.in_(sold))
    for name in ("stage_id", "owner_id", "outcome", "approval"):
        if filters.get(name):
            where.append(_C[name].in_([str(each) for each in filters[name]]))
    for name in ("created", "won"):
        since, until = filters[f"{name}_from"], filters[f"{name}_to"]
        where += moments_between(tx, _C[f"{name}_at"], since=since, until=until)
    where += days_between(_C.expected_on, since=filters["expected_from"], until=filters["expected_to"])
    return where + narrowed(tx, "opportunity", _C.fields, field)


def _whose(tx: Transaction, *, view: str | None, customer_id: Any, everything: bool) -> Conditions:
    of_customer = [] if customer_id is None else [_C.customer_id == str(customer_id)]
    if view == "mine" or (view is None and customer_id is None):
        return [*of_customer, _C.owner_id == tx.actor.employee_id]
    if view is None and everything:
        return of_customer
    return [*of_customer, within_scope(tx.actor, "opportunities", owner=_C.owner_id)]


def _joined() -> Any:
    return Opportunity.__table__.join(customer_names, _is(customer_names, _C.customer_id))


def _opportunities() -> Select[Any]:
    stage, reason, owner = choices.alias("stage"), choices.alias("reason"), employees.alias("owner")
    p, of = product_names.c, opportunity_products.c
    products = (
        select(func.json_agg(aggregate_order_by(func.json_build_array(p.id, p.name), p.name, p.id)))
        .select_from(
            product_names.join(opportunity_products, and_(of.company_id == p.company_id, of.product_id == p.id))
        )
        .where(of.company_id == _C.company_id, of.opportunity_id == _C.id)
    )
    joined = (
        _joined()
        .join(stage, _is(stage, _C.stage_id))
        .outerjoin(reason, _is(reason, _C.loss_reason_id))
        .outerjoin(owner, _is(owner, _C.owner_id))
    )
    return select(
        *(_C[name] for name in (*_PLAIN, *_MOMENTS)),
        _C.fields,
        _C.expected_amount,
        _C.customer_id,
        customer_names.c.name.label("customer_name"),
        _C.owner_id,
        owner.c.name.label("owner_name"),
        _C.stage_id,
        stage.c.name.label("stage_name"),
        stage.c.chance,
        _C.loss_reason_id,
        reason.c.name.label("loss_reason_name"),
        products.scalar_subquery().label("products"),
    ).select_from(joined)


def _is(table: Any, column: ColumnElement[Any]) -> ColumnElement[bool]:
    return and_(table.c.company_id == _C.company_id, table.c.id == column)


def _stages(tx: Transaction, *, kept: Any) -> list[Answer]:
    c = choices.c
    rows = tx.session.execute(
        select(c.id, c.name, c.chance, c.outcome, c.enabled)
        .where(c.company_id == tx.company_id, c.kind == "stages")
        .order_by(c.order, c.id)
    )
    return [
        {"id": row.id, "name": row.name, "chance": row.chance, "outcome": row.outcome}
        for row in rows
        if row.enabled or row.id in kept
    ]


def _column(stage: Answer, found: Any, rows: Sequence[Any]) -> Answer:
    return {
        "stage": stage,
        "count": found.count if found else 0,
        "amount": f"{found.amount if found else 0:.2f}",
        "items": [_shown(row) for row in rows if row.stage_id == stage["id"]],
    }


def _shown(row: Any) -> Answer:
    plain = {name: getattr(row, name) for name in (*_PLAIN, *_MOMENTS)}
    return (
        shown_values(row.fields)
        | plain
        | {
            "expected_amount": None if row.expected_amount is None else f"{row.expected_amount:.2f}",
            "customer": named(row.customer_id, row.customer_name),
            "owner": named(row.owner_id, row.owner_name),
            "stage": named(row.stage_id, row.stage_name),
            "chance": row.chance,
            "loss_reason": named(row.loss_reason_id, row.loss_reason_name),
            "products": [{"id": key, "name": name} for key, name in row.products or ()],
        }
    )
