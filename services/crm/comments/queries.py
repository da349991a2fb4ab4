from typing import Any

from sqlalchemy import Select, select

from services.crm.comments.model import Comment
from services.crm.mentions import mention_columns, mentions, mentions_shown
from services.crm.paging import named, read_page
from shared.database import Transaction
from shared.database.tables import employees

Answer = dict[str, Any]
_C = Comment.__table__.c
_PLAIN = ("id", "text", "files", "written_at")


def list_comments(tx: Transaction, *, kind: str, thing_id: str, page: int, page_size: int) -> Answer:
    """One page of what was said of a thing, the oldest first."""
    where = (_C.company_id == tx.company_id, _C.on_kind == kind, _C.on_id == thing_id)
    statement = _comments().where(*where).order_by(_C.written_at, _C.id)
    return read_page(tx, statement, page=page, page_size=page_size, item=_shown)


def get_comment(tx: Transaction, comment_id: str) -> Answer:
    tx.flush()
    return _shown(tx.session.execute(_comments().where(_C.company_id == tx.company_id, _C.id == comment_id)).one())


def is_named_under(tx: Transaction, *, kind: str, thing_id: str) -> bool:
    """Whether a comment on the thing names the actor, who then may open it."""
    under = (_C.company_id == tx.company_id, _C.on_kind == kind, _C.on_id == thing_id)
    return tx.session.execute(select(_C.id).where(*under, mentions(_C, tx.actor))).first() is not None


def _comments() -> Select[Any]:
    writer = (employees.c.company_id == _C.company_id) & (employees.c.id == _C.written_by)
    return select(
        *(_C[name] for name in _PLAIN),
        _C.written_by,
        employees.c.name.label("writer_name"),
        *mention_columns(_C),
    ).select_from(Comment.__table__.outerjoin(employees, writer))


def _shown(row: Any) -> Answer:
    return {
        **{name: getattr(row, name) for name in _PLAIN},
        **mentions_shown(row),
        "written_by": named(row.written_by, row.writer_name),
    }
