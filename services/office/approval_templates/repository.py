"""Templates to be changed, locked while they are; and the published ones, to go by."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import IntegrityError

from services.office.approval_templates.errors import TemplateNameTaken
from services.office.approval_templates.forms import CUSTOM, FORMS, first_content
from services.office.approval_templates.model import ApprovalTemplate, PublishedTemplate
from shared.database import Transaction
from shared.kernel.errors import Missing

_UNIQUE = "23505"
_EMPTY: Mapping[str, Any] = {"fields": [], "flows": []}


class ApprovalTemplates:
    """The templates of the transaction's company."""

    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    def fetch(self, template_id: str) -> ApprovalTemplate:
        """:raises Missing: no such template"""
        found = self._tx.session.scalars(
            select(ApprovalTemplate).filter_by(company_id=self._tx.company_id, id=template_id).with_for_update()
        ).one_or_none()
        if found is None:
            raise Missing
        return found

    def in_use(self, template_id: str) -> tuple[ApprovalTemplate, PublishedTemplate | None]:
        """A template and what of it is published. :raises Missing: no such template"""
        found = self._tx.session.get(ApprovalTemplate, (self._tx.company_id, template_id))
        if found is None:
            raise Missing
        return found, self._published(found)

    def questions(self, template_id: str, *, number: int) -> list[dict[str, Any]]:
        """What a published version asks."""
        found = self._tx.session.get_one(PublishedTemplate, (self._tx.company_id, template_id, number))
        asked: list[dict[str, Any]] = found.content["fields"]
        return asked

    def of_form(self, form: str) -> tuple[ApprovalTemplate, PublishedTemplate | None] | None:
        """The template of a built-in form; None in a company that has not got its first ones yet."""
        found = self._tx.session.scalars(
            select(ApprovalTemplate).filter_by(company_id=self._tx.company_id, form=form)
        ).first()
        return (found, self._published(found)) if found else None

    def create(self, *, name: str, description: str) -> ApprovalTemplate:
        """:raises TemplateNameTaken: there is one of this name"""
        last = self._tx.session.scalar(
            select(func.max(ApprovalTemplate.order)).filter_by(company_id=self._tx.company_id)
        )
        made = ApprovalTemplate(
            **self._new(CUSTOM, name, order=(last or 0) + 1, content=_EMPTY), description=description
        )
        self._tx.session.add(made)
        self.save()
        return made

    def publish(self, template: ApprovalTemplate) -> None:
        """:raises NothingToPublish: nothing has changed  :raises Invalid: the draft is not complete"""
        self._tx.session.add(template.publish(by=self._tx.actor.employee_id, at=self._tx.now))
        self.save()

    def delete(self, template: ApprovalTemplate) -> None:
        """:raises TemplateInUse: built in, or it was published and so may have been used"""
        template.check_deletable(used=template.published is not None)
        self._tx.session.delete(template)
        self._tx.session.flush()

    def save(self) -> None:
        """:raises TemplateNameTaken: there is one of this name"""
        with self._names_stay_unique():
            self._tx.session.flush()

    def make_first(self) -> None:
        """The built-in templates, published; leaves those that are there."""
        for order, (form, built_in) in enumerate(FORMS.items(), start=1):
            content = first_content(form)
            values = self._new(form, built_in.name, order=order, content=content)
            values |= {"description": "", "changed": False, "published": 1}
            made = insert(ApprovalTemplate).values(values).on_conflict_do_nothing().returning(ApprovalTemplate.id)
            if self._tx.session.scalar(made):
                published = {"number": 1, "content": content, "published_at": self._tx.now}
                key = {"company_id": self._tx.company_id, "template_id": values["id"]}
                self._tx.session.execute(insert(PublishedTemplate).values(key | published))

    def _published(self, template: ApprovalTemplate) -> PublishedTemplate | None:
        key = (self._tx.company_id, template.id, template.published)
        return self._tx.session.get(PublishedTemplate, key) if template.published else None

    def _new(self, form: str, name: str, *, order: int, content: Mapping[str, Any]) -> dict[str, Any]:
        return {
            "company_id": self._tx.company_id,
            "id": self._tx.new_id(),
            "version": 1,
            "name": name,
            "form": form,
            "enabled": True,
            "order": order,
            "draft": content,
            "changed": True,
            "published": None,
            "updated_at": self._tx.now,
        }

    @contextmanager
    def _names_stay_unique(self) -> Iterator[None]:
        try:
            yield
        except IntegrityError as error:
            if getattr(error.orig, "pgcode", None) != _UNIQUE:
                raise
            raise TemplateNameTaken from error
