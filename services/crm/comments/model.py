from collections.abc import Sequence
from datetime import datetime
from typing import Self

from sqlalchemy import DateTime
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from services.crm.db import Base
from services.crm.files import require_few
from services.crm.mentions import Mentioning, Mentions
from shared.contracts.crm.comments import Commented, CommentWritten
from shared.contracts.crm.events import Named
from shared.contracts.files import File
from shared.database import Aggregate, Id
from shared.kernel.actor import Person


class Comment(Mentioning, Aggregate, Base):
    """What somebody said of a thing."""

    __tablename__ = "comments"

    company_id: Mapped[str] = mapped_column(Id, primary_key=True)
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    on_kind: Mapped[str]
    on_id: Mapped[str] = mapped_column(Id)
    text: Mapped[str]
    files: Mapped[list[File]] = mapped_column(JSONB)
    written_by: Mapped[str] = mapped_column(Id)
    written_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))

    @classmethod
    def write(
        cls,
        *,
        company_id: str,
        comment_id: str,
        on: Commented,
        customer: Named | None,
        author: Person | None,
        text: str,
        files: Sequence[File],
        mentions: Mentions,
        by: Person,
        at: datetime,
    ) -> Self:
        """:raises TooManyFiles: more of a kind than allowed"""
        require_few(files)
        comment = cls(
            company_id=company_id,
            id=comment_id,
            on_kind=on["kind"],
            on_id=on["id"],
            text=text,
            files=list(files),
            written_by=by["id"],
            written_at=at,
        )
        comment.mention(mentions)
        comment.record(
            CommentWritten(
                comment_id=comment_id,
                on=on,
                customer=customer,
                author=author,
                written_by=by,
                text=text,
                mentions=list(mentions.people),
                mentioned_departments=list(mentions.departments),
            )
        )
        return comment
