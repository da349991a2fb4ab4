from sqlalchemy import func, select

from services.crm.attachments.errors import TooManyAttachments
from services.crm.attachments.model import Attachment
from shared.database import Transaction
from shared.kernel.errors import Missing

MOST = 10


class Attachments:
    """Attachments to be changed. Whoever changes one has locked its customer, which also keeps their number."""

    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    def fetch(self, attachment_id: str) -> Attachment:
        """:raises Missing: not there"""
        found = self._tx.session.scalars(
            select(Attachment).where(Attachment.company_id == self._tx.company_id, Attachment.id == attachment_id)
        ).one_or_none()
        if found is None:
            raise Missing
        self._tx.track(found)
        return found

    def add(self, attachment: Attachment) -> None:
        """:raises TooManyAttachments: the customer has ten"""
        counted = select(func.count()).where(
            Attachment.company_id == self._tx.company_id, Attachment.customer_id == attachment.customer_id
        )
        if (self._tx.session.scalar(counted) or 0) >= MOST:
            raise TooManyAttachments(most=MOST)
        self._tx.add(attachment)

    def remove(self, attachment: Attachment) -> None:
        attachment.remove()
        self._tx.flush()
        self._tx.session.delete(attachment)
