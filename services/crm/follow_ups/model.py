from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Self

from sqlalchemy import DateTime
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from services.crm.db import Base
from services.crm.files import require_few
from services.crm.mentions import NOBODY, Mentioning, Mentions
from services.crm.places import Placed
from shared.contracts.crm.events import FollowUpWritten, Named
from shared.contracts.crm.reminders import FollowUpDue
from shared.contracts.files import File
from shared.database import Aggregate, Id
from shared.kernel.actor import Person

_MOMENT = DateTime(timezone=True)


class FollowUp(Placed, Mentioning, Aggregate, Base):
    """What somebody did with a customer or a lead; what was written is never changed."""

    __tablename__ = "follow_ups"

    company_id: Mapped[str] = mapped_column(Id, primary_key=True)
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    customer_id: Mapped[str | None] = mapped_column(Id)
    lead_id: Mapped[str | None] = mapped_column(Id)
    stage: Mapped[str]
    behaviour_id: Mapped[str] = mapped_column(Id)
    contact_id: Mapped[str | None] = mapped_column(Id)
    content: Mapped[str]
    files: Mapped[list[File]] = mapped_column(JSONB)
    next_at: Mapped[datetime | None] = mapped_column(_MOMENT)
    written_by: Mapped[str] = mapped_column(Id)
    written_at: Mapped[datetime] = mapped_column(_MOMENT)
    due_told_at: Mapped[datetime | None] = mapped_column(_MOMENT)

    @classmethod
    def write(
        cls,
        *,
        company_id: str,
        follow_up_id: str,
        stage: str,
        behaviour: Named,
        content: str,
        by: Person,
        at: datetime,
        customer: Named | None = None,
        lead: Named | None = None,
        contact: Named | None = None,
        next_at: datetime | None = None,
        files: Sequence[File] = (),
        position: Mapping[str, float] | None = None,
        address: str | None = None,
        mentions: Mentions = NOBODY,
        visit_id: str | None = None,
    ) -> Self:
        """About a customer or a lead, with its stage. :raises TooManyFiles: more of a kind than allowed"""
        require_few(files)
        follow_up = cls(
            company_id=company_id,
            id=follow_up_id,
            customer_id=customer and customer["id"],
            lead_id=lead and lead["id"],
            stage=stage,
            behaviour_id=behaviour["id"],
            contact_id=contact and contact["id"],
            content=content,
            files=list(files),
            next_at=next_at,
            written_by=by["id"],
            written_at=at,
        )
        follow_up.put_at(position, address=address)
        follow_up.mention(mentions)
        follow_up.record(
            FollowUpWritten(
                follow_up_id=follow_up_id,
                customer_id=customer and customer["id"],
                customer_name=customer and customer["name"],
                lead_id=lead and lead["id"],
                lead_name=lead and lead["name"],
                stage=stage,
                behaviour=behaviour,
                contact=contact,
                written_by=by,
                content=content,
                next_at=next_at.isoformat() if next_at else None,
                mentions=list(mentions.people),
                mentioned_departments=list(mentions.departments),
                visit_id=visit_id,
            )
        )
        return follow_up

    def fall_due(self, *, customer: Named | None, lead: Named | None, writer: Person, at: datetime) -> None:
        """Its next date has come: who wrote it is reminded, once."""
        if self.next_at is None or self.due_told_at is not None:
            return
        self.due_told_at = at
        self.record(
            FollowUpDue(
                follow_up_id=self.id,
                customer=customer,
                lead=lead,
                written_by=writer,
                content=self.content,
                next_at=self.next_at.isoformat(),
            )
        )
