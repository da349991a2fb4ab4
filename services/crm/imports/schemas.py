"""What comes in; unknown fields are refused."""

from marshmallow import Schema, fields, validate

KINDS = ("customers", "pool-customers", "leads", "contacts", "products")


class ImportDraft(Schema):
    kind = fields.String(required=True, validate=validate.OneOf(KINDS))
    file_id = fields.UUID(required=True)
    mode = fields.String(required=True, validate=validate.OneOf(["preview", "run"]))
    on_duplicate = fields.String(load_default="skip", validate=validate.OneOf(["skip", "update"]))


class TemplateOf(Schema):
    kind = fields.String(load_default="customers", validate=validate.OneOf(KINDS))
