"""What the inbox shows: one's own notifications, in the words of one's language."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import RowMapping, func, select

from services.office.notifications.table import ADDRESSES, BY_NAME, KINDS
from services.office.notifications.tables import notifications, switched_off
from services.office.notifications.writing import unread_of
from shared.database import Transaction
from shared.kernel.errors import Missing

Answer = dict[str, Any]
_BOUND = 10_000
_N = notifications.c
_SHOWN = (_N.id, _N.kind, _N.news, _N.count, _N.facts, _N.opens_kind, _N.opens_id, _N.by_id, _N.at, _N.read_at)


def list_notifications(tx: Transaction, *, unread: bool, kind: str | None, page: int, page_size: int) -> Answer:
    """One page, newest first; the total is exact up to 10,000."""
    where = [_N.company_id == tx.company_id, _N.employee_id == tx.actor.employee_id]
    if unread:
        where.append(_N.read_at.is_(None))
    if kind is not None:
        where.append(_N.kind == kind)
    newest = (_N.at.desc(), _N.id.desc())
    rows = tx.session.execute(
        select(*_SHOWN).where(*where).order_by(*newest).limit(page_size).offset((page - 1) * page_size)
    ).mappings()
    items = [shown(row, language=tx.actor.language) for row in rows]
    bounded = select(_N.id).where(*where).limit(_BOUND + 1).subquery()
    total = tx.session.scalar(select(func.count()).select_from(bounded)) or 0
    answer = {"items": items, "total": min(total, _BOUND), "page": page, "page_size": page_size, **count_unread(tx)}
    return answer | ({"total_is_lower_bound": True} if total > _BOUND else {})


def count_unread(tx: Transaction) -> Answer:
    me = tx.actor.employee_id
    return {"unread": unread_of(tx, [me])[me]}


def get_notification(tx: Transaction, notification_id: str) -> Answer:
    """:raises Missing: not there, or somebody else's"""
    own = (_N.company_id == tx.company_id, _N.employee_id == tx.actor.employee_id, _N.id == notification_id)
    row = tx.session.execute(select(*_SHOWN).where(*own)).mappings().one_or_none()
    if row is None:
        raise Missing
    return shown(row, language=tx.actor.language)


def get_settings(tx: Transaction) -> Answer:
    """Every kind, and whether the actor is told of it."""
    off = switched_off.c
    silent = set(
        tx.session.scalars(
            select(off.kind).where(off.company_id == tx.company_id, off.employee_id == tx.actor.employee_id)
        )
    )
    items = [
        {"kind": kind, "name": names[_spoken(tx.actor.language)], "enabled": kind not in silent}
        for kind, names in KINDS.items()
    ]
    return {"items": items}


def find_unread(tx: Transaction, ids: Collection[str]) -> dict[str, RowMapping]:
    """Those of these notifications that nobody has read yet, by id, whoever they are for."""
    where = (_N.company_id == tx.company_id, _N.id.in_(ids), _N.read_at.is_(None))
    return {row["id"]: row for row in tx.session.execute(select(*_SHOWN).where(*where)).mappings()}


def shown(row: RowMapping, *, language: str) -> Answer:
    """A notification as people read it."""
    news, spoken = BY_NAME[row["news"]], _spoken(language)
    many = news.many if row["count"] > 1 else None
    facts = row["facts"] | {"count": row["count"]}
    kind = news.opens_many if many and news.opens_many else row["opens_kind"]
    opens_id = row["opens_id"] if kind == row["opens_kind"] else None
    return {
        "id": row["id"],
        "kind": row["kind"],
        "title": (many or news.words)[spoken].format_map(facts),
        "text": "" if many else news.text.format_map(facts),
        "by": {"id": row["by_id"], "name": row["facts"].get("by", "")} if row["by_id"] else None,
        "opens": {"kind": kind, "id": opens_id, "address": ADDRESSES[kind].format(id=opens_id)},
        "at": row["at"],
        "read_at": row["read_at"],
    }


def _spoken(language: str) -> str:
    return "en" if language == "en" else "zh-CN"
