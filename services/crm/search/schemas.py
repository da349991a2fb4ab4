"""What comes in and goes out; unknown fields are refused."""

from marshmallow import Schema, fields, validate

from services.crm.schemas import NamedShown, PageShown, Several
from services.crm.search.queries import MOST
from services.crm.search.tables import KINDS


class Wanted(Schema):
    q = fields.String(required=True, validate=validate.Length(min=1, max=100))
    kind = Several(fields.String(validate=validate.OneOf([*KINDS])), load_default=None)
    page = fields.Integer(load_default=1, validate=validate.Range(min=1, max=MOST))
    page_size = fields.Integer(load_default=5, validate=validate.Range(min=1, max=MOST))


class EntryShown(Schema):
    """`state`: a customer's stage, how an opportunity ended, an order's status. `in_pool`: nobody owns its customer."""

    id = fields.UUID(required=True)
    name = fields.String(required=True)
    phone = fields.String(required=True, allow_none=True)
    company = fields.String(required=True, allow_none=True)
    state = fields.String(required=True, allow_none=True)
    in_pool = fields.Boolean(required=True)
    owner = fields.Nested(NamedShown, required=True, allow_none=True)
    customer = fields.Nested(NamedShown, required=True, allow_none=True)


class GroupShown(PageShown):
    """The total is exact up to 100."""

    kind = fields.String(required=True, validate=validate.OneOf([*KINDS]))
    items = fields.List(fields.Nested(EntryShown), required=True)


class FoundShown(Schema):
    groups = fields.List(fields.Nested(GroupShown), required=True)
