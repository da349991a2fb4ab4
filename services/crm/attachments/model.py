from datetime import datetime
from typing import Self

from sqlalchemy import DateTime
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from services.crm.db import Base
from shared.contracts.crm.attachments import AttachmentAdded, AttachmentRemoved
from shared.contracts.files import File
from shared.database import Aggregate, Id


class Attachment(Aggregate, Base):
    """A file of a customer; it is added and removed, never changed."""

    __tablename__ = "attachments"

    company_id: Mapped[str] = mapped_column(Id, primary_key=True)
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    customer_id: Mapped[str] = mapped_column(Id)
    file: Mapped[File] = mapped_column(JSONB)
    attached_by: Mapped[str] = mapped_column(Id)
    attached_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))

    @classmethod
    def attach(
        cls, *, company_id: str, attachment_id: str, customer_id: str, file: File, by_id: str, at: datetime
    ) -> Self:
        attachment = cls(
            company_id=company_id,
            id=attachment_id,
            customer_id=customer_id,
            file=file,
            attached_by=by_id,
            attached_at=at,
        )
        attachment.record(AttachmentAdded(attachment_id=attachment_id, customer_id=customer_id, name=file["name"]))
        return attachment

    def remove(self) -> None:
        """Its last word, before the repository removes it."""
        self.record(AttachmentRemoved(attachment_id=self.id, customer_id=self.customer_id, name=self.file["name"]))
