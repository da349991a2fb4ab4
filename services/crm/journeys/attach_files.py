"""The attachments of a customer, kept by who works with it (C14)."""

from typing import Any
from uuid import UUID

from services.crm.attachments import queries, schemas
from services.crm.attachments.model import Attachment
from services.crm.attachments.repository import Attachments
from services.crm.customers.queries import rights_of
from services.crm.customers.repository import Customers
from shared.contracts.files import File
from shared.database import Transaction
from shared.kernel.errors import Forbidden
from shared.nameko.entrypoints import command, query

Answer = dict[str, Any]


class AttachFiles:
    """What others may ask of attachments."""

    @query(takes=schemas.OfThing, answers=schemas.AttachmentsShown, needs="customers")
    def list_attachments(self, tx: Transaction, *, of: str) -> Answer:
        """The attachments of a customer, the newest first (C14)."""
        if "see_contacts" not in rights_of(tx, of):
            raise Forbidden
        return queries.list_attachments(tx, of)

    @command(takes=schemas.AttachmentDraft, answers=schemas.AttachmentShown, needs="customers")
    def attach_file(self, tx: Transaction, *, of: str, file_id: File) -> Answer:
        """Attach a file to a customer, which has at most ten (C14)."""
        customers = Customers(tx)
        customer = customers.fetch(of, to="change_contacts")
        attachment = Attachment.attach(
            company_id=tx.company_id,
            attachment_id=tx.new_id(),
            customer_id=customer.id,
            file=file_id,
            by_id=tx.actor.employee_id,
            at=tx.now,
        )
        Attachments(tx).add(attachment)
        customer.tell_of_attachment(added=file_id["name"])
        customers.save()
        return queries.get_attachment(tx, attachment.id)

    @command(takes=schemas.OneAttachment, needs="customers")
    def delete_attachment(self, tx: Transaction, *, attachment_id: UUID) -> None:
        """Remove an attachment: one's own, or any of a customer whose basic data one may edit."""
        attachments, customers = Attachments(tx), Customers(tx)
        attachment = attachments.fetch(str(attachment_id))
        customer = customers.fetch(attachment.customer_id, to="change_contacts")
        if attachment.attached_by != tx.actor.employee_id:
            customer.require("edit")
        attachments.remove(attachment)
        customer.tell_of_attachment(removed=attachment.file["name"])
        customers.save()
