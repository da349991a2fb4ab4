from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import RowMapping, Select, and_, func, select

from services.crm.contacts.model import Contact
from services.crm.contacts.rules import days_until
from services.crm.custom_fields.values import shown_values
from services.crm.db import choices
from services.crm.names import customer_names
from services.crm.paging import named
from shared.database import Transaction
from shared.kernel.errors import Missing

_C = Contact.__table__.c
_PLAIN = (
    "id",
    "version",
    "customer_id",
    "name",
    "title",
    "mobiles",
    "landlines",
    "email",
    "qq",
    "wechat",
    "birthday",
    "is_default",
    "created_at",
    "updated_at",
)


def today(tx: Transaction) -> date:
    """The day it is in the company's time zone."""
    return tx.now.astimezone(ZoneInfo(tx.actor.time_zone)).date()


def list_contacts(tx: Transaction, customer_id: str, *, page: int, page_size: int) -> dict[str, Any]:
    """One page of a customer's contacts, the default one first."""
    where = (_C.company_id == tx.company_id, _C.customer_id == customer_id)
    rows = tx.session.execute(
        _contacts().where(*where).order_by(_C.is_default.desc(), _C.id).limit(page_size).offset((page - 1) * page_size)
    ).mappings()
    items = [_shown(row, today=today(tx)) for row in rows]
    return {"items": items, "total": count_contacts(tx, customer_id), "page": page, "page_size": page_size}


def count_contacts(tx: Transaction, customer_id: str) -> int:
    counted = select(func.count()).where(_C.company_id == tx.company_id, _C.customer_id == customer_id)
    return tx.session.scalar(counted) or 0


def contacts_after(tx: Transaction, after: str, *, most: int, of: Select[Any]) -> list[dict[str, Any]]:
    """The first contacts of these customers behind that id, in the order of their ids, each with its customer."""
    customer = (customer_names.c.company_id == _C.company_id, customer_names.c.id == _C.customer_id)
    wanted = (
        _contacts()
        .add_columns(customer_names.c.name.label("customer_name"))
        .where(_C.company_id == tx.company_id, *customer, _C.customer_id.in_(of), _C.id > after)
        .order_by(_C.id)
        .limit(most)
    )
    rows = tx.session.execute(wanted).mappings()
    return [
        _shown(row, today=today(tx)) | {"customer": named(row["customer_id"], row["customer_name"])} for row in rows
    ]


def get_contact(tx: Transaction, contact_id: str) -> dict[str, Any]:
    """:raises Missing: not there"""
    tx.flush()
    one = _contacts().where(_C.company_id == tx.company_id, _C.id == contact_id)
    row = tx.session.execute(one).mappings().one_or_none()
    if row is None:
        raise Missing
    return _shown(row, today=today(tx))


def _contacts() -> Select[Any]:
    roles = choices.alias("roles")
    joined = Contact.__table__.outerjoin(roles, and_(roles.c.company_id == _C.company_id, roles.c.id == _C.role_id))
    return select(*(_C[name] for name in _PLAIN), _C.fields, _C.role_id, roles.c.name.label("role_name")).select_from(
        joined
    )


def _shown(row: RowMapping, *, today: date) -> dict[str, Any]:
    role = {"id": row["role_id"], "name": row["role_name"]} if row["role_id"] else None
    in_days = days_until(row["birthday"], today=today) if row["birthday"] else None
    plain = {name: row[name] for name in _PLAIN}
    return plain | {"role": role, "birthday_in_days": in_days} | shown_values(row["fields"])
