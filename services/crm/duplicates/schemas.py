"""What comes in and goes out; unknown fields are refused."""

from marshmallow import Schema, fields, validate


class Typed(Schema):
    """What somebody typed so far; `except_id` is the customer they change."""

    name = fields.String(load_default="", validate=validate.Length(max=200))
    phone = fields.String(load_default="", validate=validate.Length(max=50))
    except_id = fields.UUID(load_default=None)


class _Named(Schema):
    id = fields.UUID(required=True)
    name = fields.String(required=True)


class Hit(Schema):
    """A customer of the same name or phone; one that the actor may not see has no id and is masked."""

    id = fields.UUID(required=True, allow_none=True)
    name = fields.String(required=True)
    phone = fields.String(required=True, allow_none=True)
    owner = fields.Nested(_Named, required=True, allow_none=True)
    in_pool = fields.Boolean(required=True)
    by = fields.List(fields.String(validate=validate.OneOf(["name", "phone"])), required=True)


class Hits(Schema):
    items = fields.List(fields.Nested(Hit), required=True)
    name_unique = fields.Boolean(required=True)
    phone_unique = fields.Boolean(required=True)


class Rules(Schema):
    version = fields.Integer(required=True, strict=True)
    name_unique = fields.Boolean(required=True)
    phone_unique = fields.Boolean(required=True)
