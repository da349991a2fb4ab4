"""What the screens of templates read, and everybody who submits something."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import and_, func, select

from services.office.approval_templates.forms import FROM_CRM
from services.office.approval_templates.model import ApprovalTemplate, PublishedTemplate
from shared.database import Transaction
from shared.database.tables import employees
from shared.kernel.errors import Missing

Answer = dict[str, Any]
_T, _V = ApprovalTemplate.__table__.c, PublishedTemplate.__table__.c
_SHOWN = tuple(
    _T[name].label(name)
    for name in ("id", "version", "name", "form", "description", "enabled", "published", "changed", "updated_at")
)
_IN_USE = and_(_V.company_id == _T.company_id, _V.template_id == _T.id, _V.number == _T.published)


def list_templates(tx: Transaction) -> Answer:
    """All templates in their order, those switched off among them."""
    rows = tx.session.execute(
        select(*_SHOWN, func.coalesce(func.jsonb_array_length(_V.content["flows"]), 0).label("flows"))
        .select_from(ApprovalTemplate.__table__.outerjoin(PublishedTemplate.__table__, _IN_USE))
        .where(_T.company_id == tx.company_id)
        .order_by(_T.order, _T.id)
    ).mappings()
    return {"items": [_shown(dict(row)) for row in rows]}


def get_template(tx: Transaction, template_id: str) -> Answer:
    """One template with its questions, and its draft for those who may change it. :raises Missing: no such one"""
    tx.flush()
    row = (
        tx.session.execute(
            select(*_SHOWN, _T.draft, _V.content)
            .select_from(ApprovalTemplate.__table__.outerjoin(PublishedTemplate.__table__, _IN_USE))
            .where(_T.company_id == tx.company_id, _T.id == template_id)
        )
        .mappings()
        .one_or_none()
    )
    if row is None:
        raise Missing
    content = row["content"] or {"fields": [], "flows": []}
    shown = _shown({**row, "flows": len(content["flows"])})
    return shown | {"fields": content["fields"], "draft": row["draft"] if tx.actor.may("approval_settings") else None}


def list_versions(tx: Transaction, template_id: str) -> Answer:
    """Everything that was ever published of it, the newest first."""
    rows = tx.session.execute(
        select(_V.number, _V.published_at, _V.content, employees.c.name.label("published_by"))
        .select_from(
            PublishedTemplate.__table__.outerjoin(
                employees, and_(employees.c.company_id == _V.company_id, employees.c.id == _V.published_by)
            )
        )
        .where(_V.company_id == tx.company_id, _V.template_id == template_id)
        .order_by(_V.number.desc())
    ).mappings()
    return {"items": [dict(row) for row in rows]}


def _shown(row: Mapping[str, Any]) -> Answer:
    names = ("id", "version", "name", "form", "description", "enabled", "published", "changed", "updated_at", "flows")
    return {name: row[name] for name in names} | {"by_hand": row["form"] not in FROM_CRM}
