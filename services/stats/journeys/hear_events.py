from collections.abc import Sequence

from sqlalchemy.dialects.postgresql import insert

from services.stats.activities import projection as activities
from services.stats.counting.projection import count
from services.stats.counting.recount import redate
from services.stats.db import former_departments
from services.stats.hearing.log import keep
from services.stats.results import projection as results
from shared.contracts.catalogue import EVENTS
from shared.contracts.crm.digests import DigestTaken
from shared.contracts.gateway.events import CompanyChanged, CompanyFounded, DepartmentDeleted
from shared.database import Transaction
from shared.messaging.received import Heard
from shared.nameko.entrypoints import listens

_OF_THE_CRM = tuple(each for each in EVENTS.values() if each.type.startswith("crm.") and each is not DigestTaken)


class HearEvents:
    """What is heard is kept, and everything that counts it is told."""

    @listens(*_OF_THE_CRM, enveloped=True)
    def count_customers(self, tx: Transaction, events: Sequence[Heard]) -> None:
        """Keep every event of the CRM, count customers (Q1 to Q3), note what was done and reached (Q4 to Q9)."""
        keep(tx, events)
        count(tx, events)
        activities.note(tx, events)
        results.note(tx, events)

    @listens(CompanyFounded, CompanyChanged)
    def move_days_with_the_time_zone(self, tx: Transaction, events: Sequence[CompanyFounded | CompanyChanged]) -> None:
        """Let the company's days begin where its time zone says, those of past facts too."""
        redate(tx, zone=events[-1].time_zone)
        activities.redate(tx, zone=events[-1].time_zone)
        results.redate(tx, zone=events[-1].time_zone)

    @listens(DepartmentDeleted)
    def remember_former_departments(self, tx: Transaction, events: Sequence[DepartmentDeleted]) -> None:
        """Keep where a removed department stood, since past facts still count for those above it."""
        for event in events:
            values = {"name": event.name, "path": event.path}
            statement = insert(former_departments).values(company_id=tx.company_id, id=event.department_id, **values)
            tx.session.execute(
                statement.on_conflict_do_update(index_elements=list(former_departments.primary_key), set_=values)
            )
