"""What comes in; unknown fields are refused."""

from marshmallow import Schema, fields, validate

_SORTS = [sign + name for name in ("created_at", "updated_at", "name", "pooled_at") for sign in ("", "-")]
_NAME = [validate.Length(max=200), validate.Regexp(r".*\S", error="Must not be blank.")]


def _text(length: int) -> fields.String:
    return fields.String(allow_none=True, validate=validate.Length(max=length))


class Paged(Schema):
    page = fields.Integer(load_default=1, validate=validate.Range(min=1, max=500))
    page_size = fields.Integer(load_default=20, validate=validate.Range(min=1, max=100))


class CustomerFilter(Paged):
    view = fields.String(load_default="mine", validate=validate.OneOf(["mine", "team", "pool", "recycled"]))
    stage = fields.String(load_default=None, validate=validate.OneOf(["developing", "signed"]))
    q = fields.String(load_default=None, validate=validate.Length(max=100))
    sort = fields.String(load_default="-created_at", validate=validate.OneOf(_SORTS))


class OneCustomer(Schema):
    customer_id = fields.UUID(required=True)


class ChangesOfCustomer(Paged):
    customer_id = fields.UUID(required=True)


class CustomerDraft(Schema):
    name = fields.String(required=True, validate=_NAME)
    phone = _text(50)
    address = _text(500)
    note = _text(5000)


class CustomerChange(Schema):
    customer_id = fields.UUID(required=True)
    version = fields.Integer(required=True, strict=True)
    name = fields.String(validate=_NAME)
    phone = _text(50)
    address = _text(500)
    note = _text(5000)


class Selection(Schema):
    ids = fields.List(fields.UUID(), required=True, validate=validate.Length(min=1, max=1000))


class Drop(Selection):
    reason = fields.String(load_default=None, allow_none=True, validate=validate.Length(max=500))


class NewOwner(Selection):
    owner_id = fields.UUID(required=True)
