"""What comes in and goes out; unknown fields are refused."""

from marshmallow import Schema, fields, validate

_LONGEST = 5_000


class FollowUpDraft(Schema):
    customer_id = fields.UUID(required=True)
    behaviour_id = fields.UUID(required=True)
    content = fields.String(
        required=True,
        validate=[validate.Length(max=_LONGEST), validate.Regexp(r"(?s).*\S", error="Must not be blank.")],
    )
    contact_id = fields.UUID(allow_none=True, load_default=None)
    next_at = fields.AwareDateTime(allow_none=True, load_default=None)
    status_id = fields.UUID(allow_none=True)
    tag_ids = fields.List(fields.UUID(), validate=validate.Length(max=50))


class FollowUpFilter(Schema):
    view = fields.String(load_default=None, validate=validate.OneOf(["mine", "team"]))
    customer_id = fields.UUID(load_default=None)
    behaviour_id = fields.UUID(load_default=None)
    employee_id = fields.UUID(load_default=None)
    stage = fields.String(load_default=None, validate=validate.OneOf(["developing", "signed"]))
    written_from = fields.Date(load_default=None)
    written_to = fields.Date(load_default=None)
    q = fields.String(load_default=None, validate=validate.Length(max=100))
    page = fields.Integer(load_default=1, validate=validate.Range(min=1, max=500))
    page_size = fields.Integer(load_default=20, validate=validate.Range(min=1, max=100))


class OneFollowUp(Schema):
    follow_up_id = fields.UUID(required=True)


class _Named(Schema):
    id = fields.UUID(required=True)
    name = fields.String(required=True)


class FollowUpShown(Schema):
    id = fields.UUID(required=True)
    customer = fields.Nested(_Named, required=True)
    stage = fields.String(required=True)
    behaviour = fields.Nested(_Named, required=True)
    contact = fields.Nested(_Named, required=True, allow_none=True)
    content = fields.String(required=True)
    next_at = fields.DateTime(required=True, allow_none=True)
    written_by = fields.Nested(_Named, required=True)
    written_at = fields.DateTime(required=True)


class FollowUpPage(Schema):
    items = fields.List(fields.Nested(FollowUpShown), required=True)
    total = fields.Integer(required=True)
    page = fields.Integer(required=True)
    page_size = fields.Integer(required=True)
    total_is_lower_bound = fields.Boolean()
