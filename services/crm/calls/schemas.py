"""What comes in and goes out; unknown fields are refused."""

from typing import Any

from marshmallow import Schema, ValidationError, fields, validate, validates_schema

from services.crm.schemas import NamedShown, Paged, PageShown, Several
from shared.schemas.files import FileId, FileShown

STAGES = ("lead", "developing", "signed")
DIRECTIONS = ("outgoing", "incoming")
_MOST_SECONDS = 86_400


class CallDraft(Schema):
    customer_id = fields.UUID(load_default=None)
    lead_id = fields.UUID(load_default=None)
    number = fields.String(
        required=True, validate=validate.Regexp(r"^\+?[0-9\-,*# ]{3,30}$", error="Not a telephone number.")
    )
    direction = fields.String(required=True, validate=validate.OneOf(DIRECTIONS))
    started_at = fields.AwareDateTime(required=True)
    seconds = fields.Integer(required=True, strict=True, validate=validate.Range(min=0, max=_MOST_SECONDS))
    file_id = FileId(allow_none=True, load_default=None)

    @validates_schema
    def _of_one(self, draft: dict[str, Any], **_: Any) -> None:
        if (draft["customer_id"] is None) == (draft["lead_id"] is None):
            raise ValidationError("Give either a customer or a lead.", "customer_id")


class CallNarrowing(Schema):
    """Which calls: the list's query without its page, also what an export goes over."""

    view = fields.String(load_default=None, validate=validate.OneOf(["mine", "team"]))
    customer_id = fields.UUID(load_default=None)
    lead_id = fields.UUID(load_default=None)
    employee_id = fields.UUID(load_default=None)
    department_id = fields.UUID(load_default=None)
    stage = Several(fields.String(validate=validate.OneOf(STAGES)), load_default=None)
    direction = fields.String(load_default=None, validate=validate.OneOf(DIRECTIONS))
    min_seconds = fields.Integer(load_default=None, validate=validate.Range(min=0, max=_MOST_SECONDS))
    started_from = fields.Date(load_default=None)
    started_to = fields.Date(load_default=None)
    q = fields.String(load_default=None, validate=validate.Length(max=100))


class CallFilter(Paged, CallNarrowing):
    """A page of a list."""


class OneCall(Schema):
    call_id = fields.UUID(required=True)


class CallShown(Schema):
    id = fields.UUID(required=True)
    customer = fields.Nested(NamedShown, required=True, allow_none=True)
    lead = fields.Nested(NamedShown, required=True, allow_none=True)
    stage = fields.String(required=True)
    number = fields.String(required=True)
    direction = fields.String(required=True)
    started_at = fields.DateTime(required=True)
    seconds = fields.Integer(required=True)
    file = fields.Nested(FileShown, required=True, allow_none=True)
    made_by = fields.Nested(NamedShown, required=True)
    received_at = fields.DateTime(required=True)


class CallPage(PageShown):
    items = fields.List(fields.Nested(CallShown), required=True)
