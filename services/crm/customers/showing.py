"""A customer as screens show it: its columns with the names of what they point to, and the answer made of them."""

from typing import Any

from sqlalchemy import Select, and_, bindparam, func, select
from sqlalchemy.dialects.postgresql import aggregate_order_by

from services.crm.customers import rules
from services.crm.customers.model import Customer
from services.crm.customers.tables import customer_tags
from services.crm.db import choices, pool_rules
from shared.database import Id, Transaction
from shared.database.tables import employees

_C = Customer.__table__.c
_COMPANY = bindparam("company_id", type_=Id)
_PLAIN = ("id", "version", "name", "phone", "address", "note", "stage", "fields")
_MOMENTS = ("created_at", "updated_at", "taken_at", "followed_at", "pooled_at", "recycled_at", "falls_at")
_IDS = ("owner_id", "created_by", "updated_by", "status_id", "source_id", "falls_rule_id")
_COLUMNS = [_C[name] for name in (*_PLAIN, *_MOMENTS, *_IDS, "longitude", "latitude")]
_NAMES = 9


def select_shown(*more: Any) -> Select[Any]:
    """Customers of a company with all that is shown of them, and `more` behind."""
    owner, creator, updater = employees.alias(), employees.alias(), employees.alias()
    status, source, rule = choices.alias(), choices.alias(), pool_rules.alias()
    joined = Customer.__table__
    for table, key in (
        (owner, _C.owner_id),
        (creator, _C.created_by),
        (updater, _C.updated_by),
        (status, _C.status_id),
        (source, _C.source_id),
        (rule, _C.falls_rule_id),
    ):
        joined = joined.outerjoin(table, and_(table.c.company_id == _COMPANY, table.c.id == key))
    names = (each.c.name for each in (owner, creator, updater, status, source, rule))
    return (
        select(*_COLUMNS, *names, rule.c.red_days, _tags(), func.transaction_timestamp(), *more)
        .select_from(joined)
        .where(_C.company_id == _COMPANY)
    )


def shown(row: Any, tx: Transaction) -> dict[str, Any]:
    """What a row of `select_shown` says; read by place, since a list makes twenty of them."""
    key, version, name, phone, address, note, stage, fields, *left = row[: len(_COLUMNS) + _NAMES]
    created_at, updated_at, taken_at, followed_at, pooled_at, recycled_at, falls_at, *left = left
    owner_id, created_by, updated_by, status_id, source_id, falls_rule_id, longitude, latitude, *left = left
    owner, creator, updater, status, source, rule, red_days, tags, moment = left
    return {
        "id": key,
        "version": version,
        "name": name,
        "phone": phone,
        "address": address,
        "note": note,
        "position": None if longitude is None else {"lng": float(longitude), "lat": float(latitude)},
        "stage": stage,
        "status": named(status_id, status),
        "tags": [{"id": tag_id, "name": tag} for tag_id, tag in tags or ()],
        "source": named(source_id, source),
        "owner": named(owner_id, owner),
        "created_at": created_at,
        "created_by": named(created_by, creator),
        "updated_at": updated_at,
        "updated_by": named(updated_by, updater),
        "taken_at": taken_at,
        "followed_at": followed_at,
        "pooled_at": pooled_at,
        "recycled_at": recycled_at,
        "falls_at": falls_at,
        "falls_by": named(falls_rule_id, rule),
        "falls_soon": rules.falls_soon(falls_at, red_days=red_days or 0, at=tx.at(moment)),
        "files": fields.pop("files", []),
        "fields": fields,
    }


def named(thing_id: str | None, name: str | None) -> dict[str, str] | None:
    """What is not known yet, since its event has not come, has no name."""
    return {"id": thing_id, "name": name or ""} if thing_id else None


def _tags() -> Any:
    t, tag = customer_tags.c, choices.alias()
    found = (
        select(
            func.json_agg(
                aggregate_order_by(func.json_build_array(tag.c.id, tag.c.name), tag.c.kind, tag.c.order, tag.c.id)
            )
        )
        .select_from(customer_tags.join(tag, and_(tag.c.company_id == t.company_id, tag.c.id == t.choice_id)))
        .where(t.company_id == _COMPANY, t.customer_id == _C.id)
    )
    return found.scalar_subquery()
