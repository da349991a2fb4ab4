from datetime import datetime
from typing import Self

from sqlalchemy import DateTime
from sqlalchemy.orm import Mapped, mapped_column

from services.crm.db import Base
from shared.contracts.crm.events import FollowUpWritten, Named
from shared.contracts.crm.reminders import FollowUpDue
from shared.database import Aggregate, Id
from shared.kernel.actor import Person

_MOMENT = DateTime(timezone=True)


class FollowUp(Aggregate, Base):
    """What somebody did with a customer; what was written is never changed."""

    __tablename__ = "follow_ups"

    company_id: Mapped[str] = mapped_column(Id, primary_key=True)
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    customer_id: Mapped[str] = mapped_column(Id)
    stage: Mapped[str]
    behaviour_id: Mapped[str] = mapped_column(Id)
    contact_id: Mapped[str | None] = mapped_column(Id)
    content: Mapped[str]
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
        customer: Named,
        stage: str,
        behaviour: Named,
        contact_id: str | None,
        content: str,
        next_at: datetime | None,
        by: Person,
        at: datetime,
    ) -> Self:
        follow_up = cls(
            company_id=company_id,
            id=follow_up_id,
            customer_id=customer["id"],
            stage=stage,
            behaviour_id=behaviour["id"],
            contact_id=contact_id,
            content=content,
            next_at=next_at,
            written_by=by["id"],
            written_at=at,
        )
        follow_up.record(
            FollowUpWritten(
                follow_up_id=follow_up_id,
                customer_id=customer["id"],
                customer_name=customer["name"],
                stage=stage,
                behaviour=behaviour,
                written_by=by,
                content=content,
                next_at=next_at.isoformat() if next_at else None,
            )
        )
        return follow_up

    def fall_due(self, *, customer: Named, writer: Person, at: datetime) -> None:
        """Its next date has come: who wrote it is reminded, once."""
        if self.next_at is None or self.due_told_at is not None:
            return
        self.due_told_at = at
        self.record(
            FollowUpDue(
                follow_up_id=self.id,
                customer=customer,
                written_by=writer,
                content=self.content,
                next_at=self.next_at.isoformat(),
            )
        )
