"""What the screens of settings read, and every form that offers choices."""

from typing import Any

from sqlalchemy import func, select

from services.crm.db import choices, pool_limits, pool_rules
from services.crm.settings.first_values import BECOMES, DEADLINES
from services.crm.settings.repository import NO_LIMITS
from shared.database import Transaction

# Labels, since orjson takes no quoted names of columns as keys.
_CHOICE = tuple(choices.c[name].label(name) for name in ("id", "name", "order", "enabled"))
_STAGE = tuple(choices.c[name].label(name) for name in ("chance", "outcome"))
_OF_KIND = {"stages": _STAGE, **dict.fromkeys(BECOMES, (choices.c.becomes_id.label("becomes_id"),))}
_RULE = tuple(
    pool_rules.c[name].label(name)
    for name in ("id", "version", "name", "enabled", *DEADLINES, "joined", "status_ids", "tag_ids", "red_days")
)
_LIMITS = tuple(pool_limits.c[name].label(name) for name in ("version", *NO_LIMITS))

Answer = dict[str, Any]


def list_choices(tx: Transaction, kind: str) -> Answer:
    """A configured list in its order, those switched off among them."""
    found = tx.session.execute(
        select(*_CHOICE, *_OF_KIND.get(kind, ()))
        .where(choices.c.company_id == tx.company_id, choices.c.kind == kind)
        .order_by(choices.c.order, choices.c.id)
    )
    return {"items": [dict(row) for row in found.mappings()]}


def get_choice(tx: Transaction, choice_id: str) -> Answer:
    own = (choices.c.company_id == tx.company_id, choices.c.id == choice_id)
    kind = tx.session.scalars(select(choices.c.kind).where(*own)).one()
    return dict(tx.session.execute(select(*_CHOICE, *_OF_KIND.get(kind, ())).where(*own)).mappings().one())


def list_rules(tx: Transaction) -> Answer:
    """All pool rules, the first to strike first."""
    found = tx.session.execute(
        select(*_RULE)
        .where(pool_rules.c.company_id == tx.company_id)
        .order_by(func.least(*(pool_rules.c[name] for name in DEADLINES)), pool_rules.c.id)
    )
    return {"items": [dict(row) for row in found.mappings()]}


def get_rule(tx: Transaction, rule_id: str) -> Answer:
    own = (pool_rules.c.company_id == tx.company_id, pool_rules.c.id == rule_id)
    return dict(tx.session.execute(select(*_RULE).where(*own)).mappings().one())


def get_limits(tx: Transaction) -> Answer:
    """The limits; where nobody has set any, version 1 without limits."""
    own = pool_limits.c.company_id == tx.company_id
    row = tx.session.execute(select(*_LIMITS).where(own)).mappings().one_or_none()
    return dict(row) if row else {"version": 1, **NO_LIMITS}
