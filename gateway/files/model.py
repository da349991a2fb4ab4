"""A file somebody uploaded; its bytes lie in the object store under its company and id."""

from datetime import datetime

from sqlalchemy import BigInteger, DateTime
from sqlalchemy.orm import Mapped, mapped_column

from gateway.db import Base
from shared.database import Id


class StoredFile(Base):
    """Until it is attached to something, a file is its uploader's alone."""

    __tablename__ = "files"
    company_id: Mapped[str] = mapped_column(Id, primary_key=True)
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    name: Mapped[str]
    size: Mapped[int] = mapped_column(BigInteger)
    media_type: Mapped[str]
    uploaded_by: Mapped[str] = mapped_column(Id)
    uploaded_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
