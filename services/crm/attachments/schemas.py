"""What comes in and goes out; unknown fields are refused."""

from re import fullmatch
from typing import Any
from uuid import UUID

from marshmallow import Schema, ValidationError, fields

from shared.schemas.files import FileId, FileShown


class Of(fields.String):
    """The thing that has attachments, as `customer:{id}`; read as the id."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **options: Any) -> Any:
        text = super()._deserialize(value, attr, data, **options)
        found = fullmatch(r"customer:([0-9a-fA-F-]{36})", text)
        try:
            return str(UUID(found[1] if found else ""))
        except ValueError:
            raise ValidationError("Must be customer: and an id.") from None


class OfThing(Schema):
    of = Of(required=True)


class AttachmentDraft(OfThing):
    file_id = FileId(required=True)


class OneAttachment(Schema):
    attachment_id = fields.UUID(required=True)


class _Named(Schema):
    id = fields.UUID(required=True)
    name = fields.String(required=True)


class AttachmentShown(Schema):
    id = fields.UUID(required=True)
    file = fields.Nested(FileShown, required=True)
    attached_by = fields.Nested(_Named, required=True)
    attached_at = fields.DateTime(required=True)


class AttachmentsShown(Schema):
    items = fields.List(fields.Nested(AttachmentShown), required=True)
