from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import DateTime
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from services.office.approval_templates.errors import NothingToPublish, TemplateInUse
from services.office.approval_templates.forms import CUSTOM
from services.office.approval_templates.publishing import faults
from services.office.db import Base
from shared.database import Id
from shared.kernel.errors import Conflict, Invalid

_MOMENT = DateTime(timezone=True)
Content = Mapping[str, Any]


class PublishedTemplate(Base):
    """A published version; it never changes."""

    __tablename__ = "approval_template_versions"
    company_id: Mapped[str] = mapped_column(Id, primary_key=True)
    template_id: Mapped[str] = mapped_column(Id, primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    content: Mapped[dict[str, Any]] = mapped_column(JSONB)
    published_at: Mapped[datetime] = mapped_column(_MOMENT)
    published_by: Mapped[str | None] = mapped_column(Id)


class ApprovalTemplate(Base):
    """A form with its flows, as they are being drawn; `published` is the number of the version in use."""

    __tablename__ = "approval_templates"
    company_id: Mapped[str] = mapped_column(Id, primary_key=True)
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    version: Mapped[int]
    name: Mapped[str]
    form: Mapped[str]
    description: Mapped[str]
    enabled: Mapped[bool]
    order: Mapped[int]
    draft: Mapped[dict[str, Any]] = mapped_column(JSONB)
    changed: Mapped[bool]
    published: Mapped[int | None]
    updated_at: Mapped[datetime] = mapped_column(_MOMENT)

    def expect_version(self, version: int) -> None:
        """:raises Conflict: it was changed since the caller read that version"""
        if version != self.version:
            raise Conflict

    def change(self, fields: Mapping[str, Any], *, at: datetime) -> None:
        for name, value in fields.items():
            setattr(self, name, value)
        self._touch(at)

    def draw(self, content: Content, *, at: datetime) -> None:
        """Keeps a draft, finished or not; what is published goes on as it is."""
        self.draft, self.changed = dict(content), True
        self._touch(at)

    def publish(self, *, by: str | None, at: datetime) -> PublishedTemplate:
        """Makes the draft what new approvals go by.

        :raises NothingToPublish: it is so already  :raises Invalid: something in it is missing or wrong
        """
        if not self.changed:
            raise NothingToPublish
        if wrong := faults(self.draft, form=self.form):
            raise Invalid(errors=wrong)
        self.published, self.changed = (self.published or 0) + 1, False
        self._touch(at)
        return PublishedTemplate(
            company_id=self.company_id,
            template_id=self.id,
            number=self.published,
            content=self.draft,
            published_at=at,
            published_by=by,
        )

    def check_deletable(self, *, used: bool) -> None:
        """:raises TemplateInUse: built in, or used"""
        if used or self.form != CUSTOM:
            raise TemplateInUse

    def _touch(self, at: datetime) -> None:
        self.version += 1
        self.updated_at = at
