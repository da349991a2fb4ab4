"""Events of attachments."""

from dataclasses import dataclass
from typing import ClassVar

from shared.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class AttachmentEvent(Event):
    """Something happened to a file of a customer."""

    attachment_id: str
    customer_id: str
    name: str


@dataclass(frozen=True, kw_only=True)
class AttachmentAdded(AttachmentEvent):
    """A file was attached to a customer (C14). Sent when saved. Heard by live screens."""

    type: ClassVar[str] = "crm.attachment.added"


@dataclass(frozen=True, kw_only=True)
class AttachmentRemoved(AttachmentEvent):
    """A file was removed from a customer. Sent when deleted. Heard by live screens."""

    type: ClassVar[str] = "crm.attachment.removed"


EVENTS: tuple[type[Event], ...] = (AttachmentAdded, AttachmentRemoved)
