"""Settings to be changed: a company's own, locked while they are."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.exc import IntegrityError

from services.crm.db import choices, pool_limits, pool_rules
from services.crm.settings.errors import InUse, NameTaken, NoDeadline
from services.crm.settings.first_values import (
    BECOMES,
    DEADLINES,
    FIRST_BECOMES,
    FIRST_CHOICES,
    FIRST_CODES,
    FIRST_POOL_RULE,
    FIRST_STAGES,
    STAGES_OF_TAGS,
)
from services.crm.settings.model import Choice, PoolLimits, PoolRule
from shared.database import Transaction
from shared.kernel.errors import Invalid, Missing

_UNIQUE, _REFERRED_TO = "23505", "23503"
NO_LIMITS = {
    "may_hold": None,
    "signed_ones_count": False,
    "may_take_a_day": None,
    "days_before_taken_back": None,
    "reason_required": False,
    "participants_may_edit": True,
}


class Settings:
    """What the transaction's company has configured."""

    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    def choice(self, choice_id: str, *, kind: str) -> Choice:
        """:raises Missing: the list has no such entry"""
        wanted = select(Choice).where(
            choices.c.company_id == self._tx.company_id, choices.c.id == choice_id, choices.c.kind == kind
        )
        found = self._tx.session.scalars(wanted.with_for_update()).one_or_none()
        if found is None:
            raise Missing
        self._tx.track(found)
        return found

    def all_choices(self, kind: str) -> dict[str, Choice]:
        """By id, locked."""
        wanted = select(Choice).where(choices.c.company_id == self._tx.company_id, choices.c.kind == kind)
        found = self._tx.session.scalars(wanted.order_by(choices.c.id).with_for_update())
        return {each.id: each for each in found}

    def add_choice(self, *, kind: str, name: str, chance: int | None = None, becomes_id: str | None = None) -> str:
        """Puts a new entry at the end of the list. :raises NameTaken: the list has one of this name"""
        last = self._tx.session.scalar(
            select(func.max(choices.c.order)).where(choices.c.company_id == self._tx.company_id, choices.c.kind == kind)
        )
        choice_id = self._tx.new_id()
        with self._names_stay_unique():
            self._tx.session.execute(
                insert(choices).values(
                    self._choice(choice_id, kind=kind, name=name, order=(last or 0) + 1)
                    | _of_stage(kind, chance=chance)
                    | {"becomes_id": becomes_id}
                )
            )
        return choice_id

    def delete_choice(self, choice: Choice) -> None:
        """:raises InUse: something refers to it  :raises StageStays: opportunities end there"""
        choice.refuse_to_go()
        with self._in_use_stays():
            self._tx.session.delete(choice)
            self._tx.session.flush()

    def rule(self, rule_id: str) -> PoolRule:
        """:raises Missing: no such rule"""
        wanted = select(PoolRule).where(pool_rules.c.company_id == self._tx.company_id, pool_rules.c.id == rule_id)
        found = self._tx.session.scalars(wanted.with_for_update()).one_or_none()
        if found is None:
            raise Missing
        return found

    def add_rule(self, fields: dict[str, Any]) -> str:
        """:raises NameTaken: there is one of this name  :raises NoDeadline: it would drop nobody"""
        if not any(fields.get(name) for name in DEADLINES):
            raise NoDeadline
        rule_id = self._tx.new_id()
        with self._names_stay_unique():
            self._tx.session.execute(
                insert(pool_rules).values(company_id=self._tx.company_id, id=rule_id, version=1, **fields)
            )
        return rule_id

    def delete_rule(self, rule: PoolRule) -> None:
        self._tx.session.execute(
            delete(pool_rules).where(pool_rules.c.company_id == self._tx.company_id, pool_rules.c.id == rule.id)
        )

    def limits(self) -> PoolLimits:
        """The company's limits, made where it has none yet."""
        self._tx.session.execute(
            upsert(pool_limits).values(company_id=self._tx.company_id, version=1, **NO_LIMITS).on_conflict_do_nothing()
        )
        wanted = select(PoolLimits).where(pool_limits.c.company_id == self._tx.company_id)
        return self._tx.session.scalars(wanted.with_for_update()).one()

    def save(self) -> None:
        """:raises NameTaken: a changed name stands in the list already"""
        with self._names_stay_unique():
            self._tx.flush()

    def make_first(self) -> None:
        """What a new company starts with; changes nothing for one that has settings."""
        rows = [
            self._choice(self._tx.new_id(), kind=kind, name=name, order=order)
            | _first_of_stage(kind, name)
            | {"code": FIRST_CODES.get((kind, name))}
            for kind, names in FIRST_CHOICES.items()
            for order, name in enumerate(names, start=1)
        ]
        own = choices.c.company_id == self._tx.company_id
        if self._tx.session.scalar(select(func.count()).select_from(choices).where(own)):
            return
        self._tx.session.execute(upsert(choices).on_conflict_do_nothing(), rows)
        self._map_first(rows)
        first = {"company_id": self._tx.company_id, "id": self._tx.new_id(), "version": 1, "enabled": True}
        self._tx.session.execute(upsert(pool_rules).values(**first, **FIRST_POOL_RULE).on_conflict_do_nothing())

    def mapped(self, becomes_id: str, *, kind: str) -> str:
        """The entry of the other stage's list. :raises Invalid: no such entry, or this list has no other stage"""
        wanted = select(choices.c.id).where(
            choices.c.company_id == self._tx.company_id, choices.c.id == becomes_id, choices.c.kind == BECOMES.get(kind)
        )
        if self._tx.session.scalar(wanted) is None:
            raise Invalid(errors={"becomes_id": ["Unknown choice."]})
        return becomes_id

    def _map_first(self, rows: list[dict[str, Any]]) -> None:
        ids = {(row["kind"], row["name"]): row["id"] for row in rows}
        for kind, name in FIRST_BECOMES.items():
            of_kind = (choices.c.company_id == self._tx.company_id, choices.c.kind == kind)
            self._tx.session.execute(update(choices).where(*of_kind).values(becomes_id=ids[BECOMES[kind], name]))

    def _choice(self, choice_id: str, *, kind: str, name: str, order: int) -> dict[str, Any]:
        return {
            "company_id": self._tx.company_id,
            "id": choice_id,
            "version": 0,
            "kind": kind,
            "name": name,
            "order": order,
            "enabled": True,
            "stage": STAGES_OF_TAGS.get(kind),
        }

    @contextmanager
    def _names_stay_unique(self) -> Iterator[None]:
        try:
            yield
        except IntegrityError as error:
            if getattr(error.orig, "pgcode", None) != _UNIQUE:
                raise
            raise NameTaken from error

    @contextmanager
    def _in_use_stays(self) -> Iterator[None]:
        try:
            yield
        except IntegrityError as error:
            if getattr(error.orig, "pgcode", None) != _REFERRED_TO:
                raise
            raise InUse from error


def _of_stage(kind: str, *, chance: int | None) -> dict[str, Any]:
    return {"chance": chance or 0, "outcome": "open"} if kind == "stages" else {}


def _first_of_stage(kind: str, name: str) -> dict[str, Any]:
    chance, outcome = FIRST_STAGES[name] if kind == "stages" else (None, None)
    return {"chance": chance, "outcome": outcome}


def in_order(found: dict[str, Choice], ids: list[str]) -> None:
    """Gives the entries the order of the ids. :raises Invalid: not just the list's entries, each once"""
    if len(ids) != len(found) or set(ids) != set(found):
        raise Invalid(errors={"ids": ["Must name every entry of the list once."]})
    for order, choice_id in enumerate(ids, start=1):
        found[choice_id].order = order
