from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Self

from sqlalchemy import DateTime
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from services.crm.db import Base
from services.crm.files import require_few, require_pictures
from services.crm.mentions import Mentioning, Mentions
from services.crm.places import Placed, distance_m
from services.crm.visits import rules
from services.crm.visits.errors import PhotoRequired, TooLongAgo
from shared.contracts.crm.events import Named
from shared.contracts.crm.visits import VisitCheckedIn
from shared.contracts.files import File
from shared.database import Aggregate, Id
from shared.kernel.actor import Person

_MOMENT = DateTime(timezone=True)


class Visit(Placed, Mentioning, Aggregate, Base):
    """Somebody was at a customer's; it is never changed."""

    __tablename__ = "visits"

    company_id: Mapped[str] = mapped_column(Id, primary_key=True)
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    customer_id: Mapped[str] = mapped_column(Id)
    stage: Mapped[str]
    contact_id: Mapped[str | None] = mapped_column(Id)
    content: Mapped[str]
    files: Mapped[list[File]] = mapped_column(JSONB)
    distance_m: Mapped[int | None]
    visited_by: Mapped[str] = mapped_column(Id)
    visited_at: Mapped[datetime] = mapped_column(_MOMENT)
    received_at: Mapped[datetime] = mapped_column(_MOMENT)

    @classmethod
    def check_in(
        cls,
        *,
        company_id: str,
        visit_id: str,
        customer: Named,
        customer_position: Mapping[str, float] | None,
        stage: str,
        contact: Named | None,
        content: str,
        files: Sequence[File],
        photo_required: bool,
        position: Mapping[str, float],
        address: str | None,
        mentions: Mentions,
        by: Person,
        told_at: datetime | None,
        at: datetime,
    ) -> Self:
        """:raises PhotoRequired: without one  :raises TooLongAgo: sent too late, or from the future
        :raises PicturesOnly: a file that is none  :raises TooManyFiles: too many of them
        """
        require_pictures(files)
        require_few(files)
        if photo_required and not files:
            raise PhotoRequired(errors={"file_ids": ["A photo is required."]})
        visited_at = rules.visited_at(told_at, now=at)
        if visited_at is None:
            raise TooLongAgo(errors={"visited_at": ["Is too long ago."]}, days=rules.MOST_DAYS_LATE)
        visit = cls(
            company_id=company_id,
            id=visit_id,
            customer_id=customer["id"],
            stage=stage,
            contact_id=contact and contact["id"],
            content=content,
            files=list(files),
            distance_m=distance_m(position, customer_position),
            visited_by=by["id"],
            visited_at=visited_at,
            received_at=at,
        )
        visit.put_at(position, address=address)
        visit.mention(mentions)
        visit.record(
            VisitCheckedIn(
                visit_id=visit_id,
                follow_up_id=visit_id,
                customer=customer,
                stage=stage,
                contact=contact,
                visited_by=by,
                visited_at=visited_at.isoformat(),
                content=content,
                position={"lng": position["lng"], "lat": position["lat"]},
                address=address,
                distance_m=visit.distance_m,
                photos=len(files),
                mentions=list(mentions.people),
                mentioned_departments=list(mentions.departments),
            )
        )
        return visit
