"""Shapes that many endpoints share."""

from typing import Any

from marshmallow import Schema, fields, validate


class Trimmed(fields.String):
    """Text without the spaces around it."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        return super()._deserialize(value, attr, data, **kwargs).strip()


def name_field(*, required: bool = False) -> Trimmed:
    """The name of something, not blank."""
    blank = validate.Length(min=1, error="Must not be blank.")
    return Trimmed(required=required, validate=[blank, validate.Length(max=100)])


class Named(Schema):
    """Something referred to: its id and its name."""

    id = fields.UUID(required=True)
    name = fields.String(required=True)


class Paged(Schema):
    """Which page of a list."""

    page = fields.Integer(load_default=1, validate=validate.Range(min=1, max=500))
    page_size = fields.Integer(load_default=20, validate=validate.Range(min=1, max=100))


def list_of(item: type[Schema]) -> Schema:
    """A whole list that is never long."""
    name = f"{item.__name__}List"
    shape: dict[str, fields.Field[Any]] = {
        "items": fields.List(fields.Nested(item), required=True),
        "total": fields.Integer(required=True),
    }
    return Schema.from_dict(shape, name=name)()


def page_of(item: type[Schema]) -> Schema:
    """One page of a list; beyond 10,000 `total` is a lower bound."""
    shape: dict[str, fields.Field[Any]] = {
        "items": fields.List(fields.Nested(item), required=True),
        "total": fields.Integer(required=True),
        "page": fields.Integer(required=True),
        "page_size": fields.Integer(required=True),
        "total_is_lower_bound": fields.Boolean(),
    }
    return Schema.from_dict(shape, name=f"{item.__name__}Page")()
