"""What comes in and goes out; unknown fields are refused."""

from marshmallow import Schema, fields, validate

from services.crm.files import MOST_FILES
from services.crm.schemas import NamedShown, Paged, PageShown
from shared.schemas.files import FileIds, FileShown

LONGEST = 2_000
_UUID = "[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"


def _on() -> fields.String:
    return fields.String(
        required=True,
        validate=validate.Regexp(f"^[a-z_]+:{_UUID}$", error="Must be a kind and an id."),
        metadata={"description": "What it stands on: a kind and an id, such as `follow_up:{id}`."},
    )


class CommentsOf(Paged):
    on = _on()


class CommentDraft(Schema):
    on = _on()
    text = fields.String(
        required=True,
        validate=[validate.Length(max=LONGEST), validate.Regexp(r"(?s).*\S", error="Must not be blank.")],
    )
    file_ids = FileIds(most=MOST_FILES)
    mention_ids = fields.List(fields.UUID(), load_default=list, validate=validate.Length(max=50))
    mention_department_ids = fields.List(fields.UUID(), load_default=list, validate=validate.Length(max=20))


class CommentShown(Schema):
    id = fields.UUID(required=True)
    text = fields.String(required=True)
    files = fields.List(fields.Nested(FileShown), required=True)
    mentions = fields.List(fields.Nested(NamedShown), required=True)
    mentioned_departments = fields.List(fields.Nested(NamedShown), required=True)
    written_by = fields.Nested(NamedShown, required=True)
    written_at = fields.DateTime(required=True)


class CommentPage(PageShown):
    items = fields.List(fields.Nested(CommentShown), required=True)
