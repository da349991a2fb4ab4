from datetime import datetime, timedelta
from typing import Self

from sqlalchemy import DateTime
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from services.crm.calls.errors import NotARecording, NotYetStarted
from services.crm.db import Base
from services.crm.files import is_sound
from shared.contracts.crm.events import Named
from shared.contracts.crm.visits import CallReceived
from shared.contracts.files import File
from shared.database import Aggregate, Id
from shared.kernel.actor import Person

_MOMENT = DateTime(timezone=True)
_CLOCKS_DIFFER = timedelta(minutes=5)


class Call(Aggregate, Base):
    """A call with a customer or a lead; it is never changed."""

    __tablename__ = "calls"

    company_id: Mapped[str] = mapped_column(Id, primary_key=True)
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    customer_id: Mapped[str | None] = mapped_column(Id)
    lead_id: Mapped[str | None] = mapped_column(Id)
    stage: Mapped[str]
    number: Mapped[str]
    direction: Mapped[str]
    started_at: Mapped[datetime] = mapped_column(_MOMENT)
    seconds: Mapped[int]
    recording: Mapped[File | None] = mapped_column(JSONB(none_as_null=True))
    made_by: Mapped[str] = mapped_column(Id)
    received_at: Mapped[datetime] = mapped_column(_MOMENT)

    @classmethod
    def receive(
        cls,
        *,
        company_id: str,
        call_id: str,
        stage: str,
        number: str,
        direction: str,
        started_at: datetime,
        seconds: int,
        recording: File | None,
        by: Person,
        at: datetime,
        customer: Named | None = None,
        lead: Named | None = None,
    ) -> Self:
        """:raises NotARecording: the file is no sound  :raises NotYetStarted: it began later than now"""
        if recording is not None and not is_sound(recording):
            raise NotARecording(errors={"file_id": ["Must be a sound."]})
        if started_at > at + _CLOCKS_DIFFER:
            raise NotYetStarted(errors={"started_at": ["Must not be later than now."]})
        call = cls(
            company_id=company_id,
            id=call_id,
            customer_id=customer and customer["id"],
            lead_id=lead and lead["id"],
            stage=stage,
            number=number,
            direction=direction,
            started_at=started_at,
            seconds=seconds,
            recording=recording,
            made_by=by["id"],
            received_at=at,
        )
        call.record(
            CallReceived(
                call_id=call_id,
                customer=customer,
                lead=lead,
                stage=stage,
                number=number,
                direction=direction,
                started_at=started_at.isoformat(),
                seconds=seconds,
                recorded=recording is not None,
                made_by=by,
            )
        )
        return call
