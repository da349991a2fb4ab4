"""An upload on its way, and its parts, whose bytes lie in the object store by the part's id."""

from datetime import datetime

from sqlalchemy import BigInteger, DateTime
from sqlalchemy.orm import Mapped, mapped_column

from gateway.db import Base
from gateway.files.errors import FileTooLarge
from gateway.files.parts import MAX_FILE_BYTES
from gateway.uploads import errors
from shared.database import Id

MOST_OPEN = 30
MOST_PART_BYTES, LEAST_PART_BYTES = 8 * 1024 * 1024, 64 * 1024


class Upload(Base):
    """Its uploader's alone; `received` is where the next part begins, `file_id` what became of it."""

    __tablename__ = "uploads"
    company_id: Mapped[str] = mapped_column(Id, primary_key=True)
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    name: Mapped[str]
    size: Mapped[int] = mapped_column(BigInteger)
    received: Mapped[int] = mapped_column(BigInteger, default=0)
    uploaded_by: Mapped[str] = mapped_column(Id)
    changed_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    file_id: Mapped[str | None] = mapped_column(Id, default=None)

    def check_size(self) -> None:
        """:raises FileTooLarge: more than a file may have"""
        if self.size > MAX_FILE_BYTES:
            raise FileTooLarge

    def check_part(self, *, at: int, length: int) -> None:
        """Whether this part is the next one.

        :raises UploadFinished: nothing can come any more  :raises OffsetDiffers: another part is the next
        :raises PartTooLarge: the part  :raises PartTooSmall: the part  :raises MoreThanSaid: the whole would be
        """
        if self.file_id is not None:
            raise errors.UploadFinished
        if at != self.received:
            raise errors.OffsetDiffers(received=self.received)
        if length > MOST_PART_BYTES:
            raise errors.PartTooLarge
        if at + length > self.size:
            raise errors.MoreThanSaid
        if length < LEAST_PART_BYTES and at + length < self.size:
            raise errors.PartTooSmall

    def take(self, part: "UploadPart", *, now: datetime) -> None:
        """Goes on by a part whose bytes are kept; of two for the same place the second is refused."""
        self.check_part(at=part.at, length=part.size)
        part.taken = True
        self.received += part.size
        self.changed_at = now

    def check_complete(self) -> None:
        """:raises UploadIncomplete: not all has come"""
        if self.received < self.size:
            raise errors.UploadIncomplete(received=self.received)

    def become(self, file_id: str, *, now: datetime) -> None:
        self.file_id = file_id
        self.changed_at = now


class UploadPart(Base):
    """Written before its bytes are kept, so that none lie there unknown; it counts when it was taken."""

    __tablename__ = "upload_parts"
    company_id: Mapped[str] = mapped_column(Id, primary_key=True)
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    upload_id: Mapped[str] = mapped_column(Id)
    at: Mapped[int] = mapped_column("starts_at", BigInteger)
    size: Mapped[int] = mapped_column(BigInteger)
    taken: Mapped[bool] = mapped_column(default=False)
