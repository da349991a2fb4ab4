"""Opportunities to be changed, locked one at a time, with the names of what they refer to."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import and_, delete, insert, select

from services.crm.change_log import write_lines
from services.crm.db import choices
from services.crm.names import customer_names, product_names
from services.crm.opportunities.model import Opportunity, Stage
from services.crm.opportunities.rules import PENDING
from services.crm.opportunities.tables import opportunity_products
from shared.contracts.crm.events import Named
from shared.database import Transaction
from shared.database.tables import employees
from shared.directory.scope import within_scope
from shared.kernel.actor import Person
from shared.kernel.errors import Invalid, Missing

_STAGES = "stages"


class Opportunities:
    """The opportunities of the transaction's company."""

    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    def add(self, opportunity: Opportunity) -> None:
        self._tx.add(opportunity)
        self.save(opportunity, products=True)

    def fetch(self, opportunity_id: str) -> Opportunity:
        """The opportunity, locked. :raises Missing: not there"""
        o, person, stage, customer = Opportunity, employees.c, choices.c, customer_names.c
        row = self._tx.session.execute(
            select(o, person.name, person.department_id, stage.name, stage.chance, stage.outcome, customer.name)
            .outerjoin(employees, and_(person.company_id == o.company_id, person.id == o.owner_id))
            .join(choices, and_(stage.company_id == o.company_id, stage.id == o.stage_id))
            .join(customer_names, and_(customer.company_id == o.company_id, customer.id == o.customer_id))
            .where(o.company_id == self._tx.company_id, o.id == opportunity_id, customer.recycled_at.is_(None))
            .with_for_update(of=o)
            .execution_options(populate_existing=True)
        ).one_or_none()
        if row is None:
            raise Missing
        found: Opportunity = row[0]
        _, owner, department_id, stage_name, chance, outcome, customer_name = row
        found.owner = Person(id=found.owner_id, name=owner or "", department_id=department_id)
        found.stage = Stage(found.stage_id, stage_name, chance, outcome)
        found.customer = Named(id=found.customer_id, name=customer_name)
        found.products = self._products_of(opportunity_id)
        self._tx.track(found)
        return found

    def open_of(self, customer_ids: Collection[str], *, not_of: str) -> Sequence[str]:
        """The open opportunities of these customers whose win is not being approved, beside those of one owner."""
        o = Opportunity
        found = select(o.id).where(
            o.company_id == self._tx.company_id,
            o.customer_id.in_(sorted(customer_ids)),
            o.outcome == "open",
            o.approval.not_in(PENDING),
            o.owner_id != not_of,
        )
        return self._tx.session.scalars(found.order_by(o.id)).all()

    def acts_for_owner(self, opportunity: Opportunity) -> bool:
        """Whether it is the actor's own, or of somebody within the actor's scope."""
        seen = within_scope(self._tx.actor, "opportunities", owner=Opportunity.__table__.c.owner_id)
        found = select(Opportunity.id).where(
            Opportunity.company_id == self._tx.company_id, Opportunity.id == opportunity.id, seen
        )
        return self._tx.session.execute(found).first() is not None

    def stage(self, stage_id: str | None, *, kept: str | None = None) -> Stage:
        """One that is switched on, or kept; the first one where none is named. :raises Invalid: no such stage"""
        c = choices.c
        wanted = select(c.id, c.name, c.chance, c.outcome).where(
            c.company_id == self._tx.company_id, c.kind == _STAGES, c.enabled | (c.id == kept)
        )
        wanted = wanted.where(c.outcome == "open" if stage_id is None else c.id == stage_id)
        row = self._tx.session.execute(wanted.order_by(c.order, c.id).limit(1)).one_or_none()
        if row is None:
            raise Invalid(errors={"stage_id": ["Unknown choice."]})
        return Stage(*row)

    def products(self, ids: Sequence[str]) -> list[Named]:
        """By name. :raises Invalid: no such product"""
        p = product_names.c
        rows = self._tx.session.execute(
            select(p.id, p.name).where(p.company_id == self._tx.company_id, p.id.in_(ids)).order_by(p.name, p.id)
        ).all()
        if len(rows) < len(set(ids)):
            raise Invalid(errors={"product_ids": ["Unknown product."]})
        return [Named(id=row.id, name=row.name) for row in rows]

    def save(self, opportunity: Opportunity, *, products: bool = False) -> None:
        """Writes what was changed, with its lines of the log."""
        self._tx.flush()
        if products:
            self._save_products(opportunity)
        write_lines(self._tx, opportunity.id, opportunity)

    def remove(self, opportunity: Opportunity) -> None:
        opportunity.delete()
        self._tx.flush()
        self._tx.session.delete(opportunity)

    def _products_of(self, opportunity_id: str) -> list[Named]:
        p, of = product_names.c, opportunity_products.c
        rows = self._tx.session.execute(
            select(p.id, p.name)
            .join(opportunity_products, and_(of.company_id == p.company_id, of.product_id == p.id))
            .where(of.company_id == self._tx.company_id, of.opportunity_id == opportunity_id)
            .order_by(p.name, p.id)
        )
        return [Named(id=row.id, name=row.name) for row in rows]

    def _save_products(self, opportunity: Opportunity) -> None:
        of = opportunity_products.c
        key: dict[str, Any] = {"company_id": self._tx.company_id, "opportunity_id": opportunity.id}
        self._tx.session.execute(
            delete(opportunity_products).where(
                of.company_id == self._tx.company_id, of.opportunity_id == opportunity.id
            )
        )
        if opportunity.products:
            self._tx.session.execute(
                insert(opportunity_products), [key | {"product_id": each["id"]} for each in opportunity.products]
            )
