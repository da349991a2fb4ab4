"""What comes in and goes out; unknown fields are refused."""

from marshmallow import Schema, fields, validate

from services.crm.files import MOST_PICTURES
from services.crm.schemas import NamedShown, Paged, PageShown, Position, Several
from shared.schemas.files import FileIds, FileShown

_LONGEST = 5_000


class VisitDraft(Schema):
    customer_id = fields.UUID(required=True)
    content = fields.String(
        required=True,
        validate=[validate.Length(max=_LONGEST), validate.Regexp(r"(?s).*\S", error="Must not be blank.")],
    )
    position = fields.Nested(Position, required=True)
    address = fields.String(allow_none=True, load_default=None, validate=validate.Length(max=500))
    contact_id = fields.UUID(allow_none=True, load_default=None)
    file_ids = FileIds(most=MOST_PICTURES)
    mention_ids = fields.List(fields.UUID(), load_default=list, validate=validate.Length(max=50))
    mention_department_ids = fields.List(fields.UUID(), load_default=list, validate=validate.Length(max=20))
    take_as_customer_position = fields.Boolean(load_default=False)
    visited_at = fields.AwareDateTime(allow_none=True, load_default=None)


class VisitNarrowing(Schema):
    """Which visits: the list's query without its page, also what an export goes over."""

    view = fields.String(load_default=None, validate=validate.OneOf(["mine", "team"]))
    customer_id = fields.UUID(load_default=None)
    employee_id = fields.UUID(load_default=None)
    department_id = fields.UUID(load_default=None)
    stage = Several(fields.String(validate=validate.OneOf(["developing", "signed"])), load_default=None)
    visited_from = fields.Date(load_default=None)
    visited_to = fields.Date(load_default=None)
    q = fields.String(load_default=None, validate=validate.Length(max=100))


class VisitFilter(Paged, VisitNarrowing):
    """A page of a list."""


class OneVisit(Schema):
    visit_id = fields.UUID(required=True)


class VisitShown(Schema):
    id = fields.UUID(required=True)
    customer = fields.Nested(NamedShown, required=True)
    stage = fields.String(required=True)
    contact = fields.Nested(NamedShown, required=True, allow_none=True)
    content = fields.String(required=True)
    files = fields.List(fields.Nested(FileShown), required=True)
    position = fields.Nested(Position, required=True)
    address = fields.String(required=True, allow_none=True)
    distance_m = fields.Integer(required=True, allow_none=True)
    mentions = fields.List(fields.Nested(NamedShown), required=True)
    mentioned_departments = fields.List(fields.Nested(NamedShown), required=True)
    visited_by = fields.Nested(NamedShown, required=True)
    visited_at = fields.DateTime(required=True)
    received_at = fields.DateTime(required=True)


class VisitPage(PageShown):
    items = fields.List(fields.Nested(VisitShown), required=True)


class VisitRules(Schema):
    """What a company wants of visits."""

    version = fields.Integer(required=True, strict=True)
    photo_required = fields.Boolean(required=True)
