"""What comes in and goes out; unknown fields are refused."""

from marshmallow import Schema, fields, validate

_NAME = [validate.Length(max=50), validate.Regexp(r".*\S", error="Must not be blank.")]


class CategoryDraft(Schema):
    name = fields.String(required=True, validate=_NAME)
    parent_id = fields.UUID(load_default=None, allow_none=True)


class OneCategory(Schema):
    category_id = fields.UUID(required=True)


class CategoryChange(OneCategory):
    version = fields.Integer(required=True, strict=True)
    name = fields.String(validate=_NAME)
    parent_id = fields.UUID(allow_none=True)


class CategoryShown(Schema):
    id = fields.UUID(required=True)
    version = fields.Integer(required=True)
    name = fields.String(required=True)
    parent_id = fields.UUID(required=True, allow_none=True)
    level = fields.Integer(required=True)


class CategoriesShown(Schema):
    items = fields.List(fields.Nested(CategoryShown), required=True)
