from collections.abc import Sequence
from typing import Any
from uuid import UUID

from services.office.approval_templates import queries, schemas
from services.office.approval_templates.repository import ApprovalTemplates
from shared.contracts.gateway.events import CompanyFounded
from shared.database import Transaction
from shared.kernel.events import Event
from shared.nameko.entrypoints import command, listens, query

Answer = dict[str, Any]
_SETS = {"needs": "approvals", "needs_action": "approval_settings"}


class ApprovalTemplateEntrypoints:
    """What others may ask of templates; drawing one, which names people, is a journey."""

    @listens(CompanyFounded)
    def make_first_templates(self, tx: Transaction, events: Sequence[Event]) -> None:  # noqa: ARG002  # of this company
        """Give a new company the built-in forms with their first flows (B4)."""
        ApprovalTemplates(tx).make_first()

    @query(answers=schemas.TemplatesShown, needs="approvals")
    def list_approval_templates(self, tx: Transaction) -> Answer:
        """All templates in their order (B4)."""
        return queries.list_templates(tx)

    @query(takes=schemas.OneTemplate, answers=schemas.TemplateInFull, needs="approvals")
    def get_approval_template(self, tx: Transaction, *, template_id: UUID) -> Answer:
        """One template with the questions of its form."""
        return queries.get_template(tx, str(template_id))

    @query(takes=schemas.OneTemplate, answers=schemas.VersionsShown, **_SETS)
    def list_approval_template_versions(self, tx: Transaction, *, template_id: UUID) -> Answer:
        """Everything that was published of a template; running approvals keep the one they began with."""
        return queries.list_versions(tx, queries.get_template(tx, str(template_id))["id"])

    @command(takes=schemas.TemplateDraft, answers=schemas.TemplateInFull, **_SETS)
    def create_approval_template(self, tx: Transaction, *, name: str, description: str) -> Answer:
        """Begin a template of the company's own."""
        return queries.get_template(tx, ApprovalTemplates(tx).create(name=name.strip(), description=description).id)

    @command(takes=schemas.TemplateChange, answers=schemas.TemplateInFull, **_SETS)
    def change_approval_template(self, tx: Transaction, *, template_id: UUID, version: int, **fields: Any) -> Answer:
        """Rename a template, or switch it on or off."""
        templates = ApprovalTemplates(tx)
        template = templates.fetch(str(template_id))
        template.expect_version(version)
        template.change(fields, at=tx.now)
        templates.save()
        return queries.get_template(tx, template.id)

    @command(takes=schemas.Publishing, answers=schemas.TemplateInFull, **_SETS)
    def publish_approval_template(self, tx: Transaction, *, template_id: UUID, version: int) -> Answer:
        """Make the draft what new approvals go by."""
        templates = ApprovalTemplates(tx)
        template = templates.fetch(str(template_id))
        template.expect_version(version)
        templates.publish(template)
        return queries.get_template(tx, template.id)

    @command(takes=schemas.OneTemplate, answers=schemas.Nothing, **_SETS)
    def delete_approval_template(self, tx: Transaction, *, template_id: UUID) -> Answer:
        """Remove a template of one's own that was never published."""
        templates = ApprovalTemplates(tx)
        templates.delete(templates.fetch(str(template_id)))
        return {}
