"""Leads to be changed: only what this actor may touch, locked in the order of their ids."""

from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import and_, delete, select

from services.crm.change_log import write_all_lines
from services.crm.db import choices
from services.crm.leads import rules
from services.crm.leads.model import Lead
from shared.contracts.crm.events import Named
from shared.database import Transaction
from shared.database.tables import employees
from shared.directory.scope import within_scope
from shared.kernel.actor import Person
from shared.kernel.errors import DomainError, Missing


class Leads:
    """The leads of the transaction's company, as far as the actor sees them."""

    def __init__(self, tx: Transaction) -> None:
        self._tx = tx
        self._leads: list[Lead] = []

    def add(self, lead: Lead) -> None:
        """To be written by `save`."""
        self._tx.add(lead)
        self._leads.append(lead)

    def fetch(self, lead_id: str, *, to: str) -> Lead:
        """The lead, locked, for one who may do this to it: a right of `rules.ACTIONS`.

        :raises Missing: not there, or not the actor's to see  :raises LeadIsConverted: it became a customer
        """
        for lead in self.locked([lead_id]):
            lead.require(to)
            return lead
        raise Missing

    def each(self, ids: Sequence[str], verb: Callable[[Lead], None], *, to: str) -> dict[str, Any]:
        """Does the verb to each lead; one that refuses does not keep the others from it."""
        found = {each.id: each for each in self.locked(ids)}
        refused: list[dict[str, str]] = []
        for lead_id in sorted(set(ids)):
            try:
                if lead_id not in found:
                    raise Missing
                found[lead_id].require(to)
                verb(found[lead_id])
            except DomainError as error:
                detail = error.detail(self._tx.actor.language)
                refused.append({"id": lead_id, "code": error.code, "detail": detail})
        self.save()
        return {"done": len(set(ids)) - len(refused), "refused": refused}

    def locked(self, ids: Sequence[str]) -> list[Lead]:
        """Those that are there, with what their ids stand for and how the actor stands to them."""
        status, source, person = choices.alias(), choices.alias(), employees.c
        seen = within_scope(self._tx.actor, "leads", owner=Lead.__table__.c.owner_id)
        rows = self._tx.session.execute(
            select(
                Lead,
                status.c.name.label("status_name"),
                source.c.name.label("source_name"),
                person.name.label("owner_name"),
                person.department_id,
                seen.label("seen"),
            )
            .outerjoin(status, and_(status.c.company_id == Lead.company_id, status.c.id == Lead.status_id))
            .outerjoin(source, and_(source.c.company_id == Lead.company_id, source.c.id == Lead.source_id))
            .outerjoin(employees, and_(person.company_id == Lead.company_id, person.id == Lead.owner_id))
            .where(Lead.company_id == self._tx.company_id, Lead.id.in_(ids))
            .order_by(Lead.id)
            .with_for_update(of=Lead)
            .execution_options(populate_existing=True)
        ).all()
        return [self._filled(row) for row in rows]

    def save(self) -> None:
        """Writes what was changed, with its lines of the log."""
        self._tx.flush()
        write_all_lines(self._tx, [(each.id, each) for each in self._leads])

    def remove(self, ids: Sequence[str]) -> None:
        """For good; what was written about them goes with them."""
        self._tx.session.execute(
            delete(Lead).where(Lead.company_id == self._tx.company_id, Lead.id.in_(ids)),
            execution_options={"synchronize_session": False},
        )

    def _filled(self, row: Any) -> Lead:
        lead: Lead = row.Lead
        lead.owner = Person(id=lead.owner_id, name=row.owner_name or "", department_id=row.department_id)
        lead.status = Named(id=lead.status_id, name=row.status_name) if lead.status_id else None
        lead.source = Named(id=lead.source_id, name=row.source_name) if lead.source_id else None
        lead.relation = rules.relation_of(administrator=self._tx.actor.administrator, acts_for_owner=bool(row.seen))
        self._tx.track(lead)
        self._leads.append(lead)
        return lead
