"""What screens read of approvals: lists, one in full, counters."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Select, and_, exists, func, literal, or_, select

from services.office.approvals import rules
from services.office.approvals.model import Approval
from services.office.approvals.repository import rights_of
from services.office.approvals.tables import approval_copies, submissions
from services.office.approvals.turns import Turn
from shared.contracts.crm.submissions import SUBJECTS
from shared.database import Transaction
from shared.database.tables import employees
from shared.directory.scope import departments_below, within_scope
from shared.kernel.errors import Missing

Answer = dict[str, Any]
_BOUND = 10_000
_A, _T, _C = Approval.__table__.c, Turn.__table__.c, approval_copies.c
_PLAIN = ("id", "version", "title", "form", "status", "submitted_at", "finished_at")
_SEVERAL = {"status": _A.status, "form": _A.form, "template_id": _A.template_id, "submitter_id": _A.submitter_id}
_TURNS = {
    "now": ("current",),
    "later": ("to_come",),
    "acted": ("approved", "refused", "closed", "handed_on"),
    None: ("current", "to_come"),
}


def list_approvals(
    tx: Transaction, *, view: str | None, turn: str | None, sort: str, page: int, page_size: int, **filters: Any
) -> Answer:
    """One page; the total is exact up to 10,000."""
    narrowed = filters["customer_id"] or filters["subject_id"]
    whose = _seen_by(tx) if view is None and narrowed else _of_view(tx, view or "submitted", turn)
    where = [_A.company_id == tx.company_id, whose, *_filtered(tx, **filters)]
    counted = select(literal(1)).where(*where).limit(_BOUND + 1).subquery()
    total = tx.session.scalar(select(func.count()).select_from(counted)) or 0
    column = _A[sort.removeprefix("-")]
    order = [column.desc().nulls_last(), _A.id.desc()] if sort.startswith("-") else [column.asc(), _A.id.asc()]
    if view == "to-approve" and turn is None:
        order = [_my_turn(tx, ("current",)).desc(), *order]
    wanted = select(Approval).where(*where).order_by(*order).limit(page_size).offset((page - 1) * page_size)
    found = tx.session.scalars(wanted).all()
    items = [_shown(each, me=tx.actor.employee_id) for each in found]
    answer = {"items": items, "total": min(total, _BOUND), "page": page, "page_size": page_size}
    return answer | ({"total_is_lower_bound": True} if total > _BOUND else {})


def count_approvals(tx: Transaction) -> Answer:
    """What waits in the lists."""
    own = _A.company_id == tx.company_id
    mine = own & (_A.submitter_id == tx.actor.employee_id) & _A.status.in_(rules.OPEN)
    counts = (
        select(func.count()).select_from(Approval.__table__).where(condition).scalar_subquery()
        for condition in (
            mine,
            own & _of_view(tx, "to-approve", "now"),
            own & _of_view(tx, "copied", None),
        )
    )
    submitted, to_approve, copied = tx.session.execute(select(*counts)).one()
    return {"submitted": submitted, "to_approve": to_approve, "copied": copied}


def get_approval(tx: Transaction, approval_id: str, *, questions: Sequence[Mapping[str, Any]]) -> Answer:
    """One approval in full. :raises Missing: not there, or not the actor's to see"""
    approval = seen(tx, approval_id)
    c = approval_copies.c
    copies = tx.session.execute(
        select(c.employee_id, c.name)
        .where(c.company_id == tx.company_id, c.approval_id == approval_id)
        .order_by(c.name)
    )
    answers = [
        {"id": each["id"], "title": each["title"], "type": each["type"], "value": approval.answers.get(each["id"])}
        for each in questions
    ]
    return _shown(approval, me=tx.actor.employee_id) | {
        "template_version": approval.template_version,
        "answers": answers,
        "files": approval.files,
        "way": [_step(approval, step) for step in approval.way],
        "copies": [{"id": row.employee_id, "name": row.name} for row in copies],
        "reason": approval.reason,
        "urged_at": approval.urged_at,
        "may": sorted(rights_of(tx, approval) - {"view"}),
    }


def seen(tx: Transaction, approval_id: str) -> Approval:
    """:raises Missing: not there, or not the actor's to see"""
    tx.flush()
    found = tx.session.get(Approval, (tx.company_id, approval_id))
    if found is None or "view" not in rights_of(tx, found):
        raise Missing
    return found


def _of_view(tx: Transaction, view: str, turn: str | None) -> ColumnElement[bool]:
    match view:
        case "to-approve":
            return _my_turn(tx, _TURNS[turn])
        case "team":
            return within_scope(tx.actor, "approvals", owner=_A.submitter_id)
        case "copied":
            mine = and_(_C.company_id == _A.company_id, _C.approval_id == _A.id, _C.employee_id == tx.actor.employee_id)
            return exists().where(mine)
    return _A.submitter_id == tx.actor.employee_id


def _seen_by(tx: Transaction) -> ColumnElement[bool]:
    """Whatever one may open: submitted, had a part in, was copied, or of the team."""
    lists = (_of_view(tx, view, None) for view in ("submitted", "team", "copied"))
    mine = (_T.company_id == _A.company_id, _T.approval_id == _A.id, _T.employee_id == tx.actor.employee_id)
    return or_(exists().where(*mine), *lists)


def _my_turn(tx: Transaction, states: Sequence[str]) -> ColumnElement[bool]:
    mine = (_T.company_id == _A.company_id, _T.approval_id == _A.id, _T.employee_id == tx.actor.employee_id)
    return exists().where(*mine, _T.state.in_(states))


def _filtered(
    tx: Transaction,
    *,
    q: str | None,
    department_id: list[Any] | None,
    customer_id: Any,
    subject_id: list[Any] | None,
    submitted_from: date | None,
    submitted_to: date | None,
    **several: Any,
) -> list[ColumnElement[bool]]:
    where: list[ColumnElement[bool]] = [
        _SEVERAL[name].in_([str(each) for each in values]) for name, values in several.items() if values
    ]
    if q:
        where.append(or_(*(_A[name].icontains(q, autoescape=True) for name in ("title", "submitter_name"))))
    if department_id:
        e = employees.c
        below = departments_below(tx.company_id, [str(each) for each in department_id])
        members = select(e.id).where(e.company_id == tx.company_id, e.department_id.in_(below))
        where.append(_A.submitter_id.in_(members))
    if customer_id:
        where.append(_A.customer_id == str(customer_id))
    if subject_id:
        where.append(_A.id.in_(_handed_in(tx, [str(each) for each in subject_id])))
    zone = ZoneInfo(tx.actor.time_zone)
    if submitted_from:
        where.append(_A.submitted_at >= datetime.combine(submitted_from, time(), zone))
    if submitted_to:
        where.append(_A.submitted_at < datetime.combine(submitted_to + timedelta(days=1), time(), zone))
    return where


def _handed_in(tx: Transaction, subject_ids: Sequence[str]) -> Select[Any]:
    """The approvals of things that were handed in."""
    s = submissions.c
    return select(s.approval_id).where(
        s.company_id == tx.company_id, s.kind.in_(SUBJECTS), s.subject_id.in_(subject_ids)
    )


def _shown(approval: Approval, *, me: str) -> Answer:
    current = [each for each in approval.turns if each.state == "current"]
    about = approval.about()
    subject = about["subject"]
    return {name: getattr(approval, name) for name in _PLAIN} | {
        "template": {"id": approval.template_id, "name": approval.template_name},
        "submitter": {"id": approval.submitter_id, "name": approval.submitter_name},
        "customer": about["customer"],
        "subject": subject and {name: subject[name] for name in ("kind", "id", "name")},
        "waits_for": [{"id": each.employee_id, "name": each.name} for each in current],
        "mine_now": any(each.employee_id == me for each in current),
    }


def _step(approval: Approval, step: Mapping[str, Any]) -> Answer:
    turns = approval.turns_of(step)
    states: list[Any] = [each.state for each in turns]
    return dict(step) | {
        "state": rules.state_of_step(step["kind"], states, over=approval.status not in rules.OPEN),
        "turns": [
            {
                "person": {"id": each.employee_id, "name": each.name},
                "state": each.state,
                "since": each.since,
                "acted_at": each.acted_at,
                "comment": each.comment,
            }
            for each in turns
        ],
    }
