"""What comes in and goes out; unknown fields are refused."""

from typing import Any

from marshmallow import Schema, ValidationError, fields, validate, validates_schema

from services.crm.files import MOST_FILES
from services.crm.schemas import NamedShown, Paged, PageShown, Placing, Position, Several
from shared.schemas.files import FileIds, FileShown

STAGES = ("lead", "developing", "signed")
_LONGEST = 5_000
_OF_CUSTOMERS = ("contact_id", "tag_ids", "contact_role_id")


class FollowUpDraft(Placing):
    customer_id = fields.UUID(load_default=None)
    lead_id = fields.UUID(load_default=None)
    behaviour_id = fields.UUID(required=True)
    content = fields.String(
        required=True,
        validate=[validate.Length(max=_LONGEST), validate.Regexp(r"(?s).*\S", error="Must not be blank.")],
    )
    contact_id = fields.UUID(allow_none=True, load_default=None)
    next_at = fields.AwareDateTime(allow_none=True, load_default=None)
    file_ids = FileIds(most=MOST_FILES)
    mention_ids = fields.List(fields.UUID(), load_default=list, validate=validate.Length(max=50))
    mention_department_ids = fields.List(fields.UUID(), load_default=list, validate=validate.Length(max=20))
    status_id = fields.UUID(allow_none=True)
    tag_ids = fields.List(fields.UUID(), validate=validate.Length(max=50))
    contact_role_id = fields.UUID(allow_none=True)

    @validates_schema
    def _of_one(self, draft: dict[str, Any], **_: Any) -> None:
        if (draft["customer_id"] is None) == (draft["lead_id"] is None):
            raise ValidationError("Give either a customer or a lead.", "customer_id")
        if draft["lead_id"] is not None:
            wrong = [name for name in _OF_CUSTOMERS if draft.get(name)]
            if wrong:
                raise ValidationError({name: ["Leads have none."] for name in wrong})


class FollowUpNarrowing(Schema):
    """Which follow-ups: the list's query without its page, also what an export goes over."""

    view = fields.String(load_default=None, validate=validate.OneOf(["mine", "team"]))
    customer_id = fields.UUID(load_default=None)
    lead_id = fields.UUID(load_default=None)
    contact_id = fields.UUID(load_default=None)
    behaviour_id = Several(fields.UUID(), load_default=None, validate=validate.Length(min=1, max=30))
    employee_id = fields.UUID(load_default=None)
    department_id = fields.UUID(load_default=None)
    stage = Several(fields.String(validate=validate.OneOf(STAGES)), load_default=None)
    written_from = fields.Date(load_default=None)
    written_to = fields.Date(load_default=None)
    q = fields.String(load_default=None, validate=validate.Length(max=100))


class FollowUpFilter(Paged, FollowUpNarrowing):
    """A page of a list."""


class OneFollowUp(Schema):
    follow_up_id = fields.UUID(required=True)


class FollowUpShown(Schema):
    id = fields.UUID(required=True)
    customer = fields.Nested(NamedShown, required=True, allow_none=True)
    lead = fields.Nested(NamedShown, required=True, allow_none=True)
    stage = fields.String(required=True)
    behaviour = fields.Nested(NamedShown, required=True)
    contact = fields.Nested(NamedShown, required=True, allow_none=True)
    content = fields.String(required=True)
    files = fields.List(fields.Nested(FileShown), required=True)
    position = fields.Nested(Position, required=True, allow_none=True)
    address = fields.String(required=True, allow_none=True)
    mentions = fields.List(fields.Nested(NamedShown), required=True)
    mentioned_departments = fields.List(fields.Nested(NamedShown), required=True)
    next_at = fields.DateTime(required=True, allow_none=True)
    written_by = fields.Nested(NamedShown, required=True)
    written_at = fields.DateTime(required=True)
    comments = fields.Integer(required=True)


class FollowUpPage(PageShown):
    items = fields.List(fields.Nested(FollowUpShown), required=True)
