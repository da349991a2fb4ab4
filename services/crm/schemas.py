"""Parts that the schemas of several features are made of."""

from collections.abc import Mapping
from typing import Any

from marshmallow import Schema, fields, validate


class Several(fields.List[Any]):
    """One value or several: a query repeats the parameter."""

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **options: Any) -> list[Any]:
        return super()._deserialize(value if isinstance(value, list) else [value], attr, data, **options)


class IdOrNone(fields.UUID):
    """An id, or `none` for what is not set."""

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **options: Any) -> Any:
        return None if value == "none" else str(super()._deserialize(value, attr, data, **options))


class Paged(Schema):
    page = fields.Integer(load_default=1, validate=validate.Range(min=1, max=500))
    page_size = fields.Integer(load_default=20, validate=validate.Range(min=1, max=100))


class Position(Schema):
    lng = fields.Float(required=True, allow_nan=False, validate=validate.Range(min=-180, max=180))
    lat = fields.Float(required=True, allow_nan=False, validate=validate.Range(min=-90, max=90))


class Placing(Schema):
    """Where something was done."""

    position = fields.Nested(Position, allow_none=True, load_default=None)
    address = fields.String(allow_none=True, load_default=None, validate=validate.Length(max=500))


class NamedShown(Schema):
    id = fields.UUID(required=True)
    name = fields.String(required=True)


class PageShown(Schema):
    total = fields.Integer(required=True)
    page = fields.Integer(required=True)
    page_size = fields.Integer(required=True)
    total_is_lower_bound = fields.Boolean()


class Refused(Schema):
    id = fields.UUID(required=True)
    code = fields.String(required=True)
    detail = fields.String(required=True)


class BulkShown(Schema):
    """What became of a selection."""

    done = fields.Integer(required=True)
    refused = fields.List(fields.Nested(Refused), required=True)


class ChangeOfField(Schema):
    field = fields.String(required=True)
    before = fields.Raw(required=True, allow_none=True)
    after = fields.Raw(required=True, allow_none=True)


class ChangeShown(Schema):
    id = fields.UUID(required=True)
    at = fields.DateTime(required=True)
    by = fields.Nested(NamedShown, required=True, allow_none=True)
    kind = fields.String(required=True)
    changes = fields.List(fields.Nested(ChangeOfField), required=True)


class ChangesShown(PageShown):
    items = fields.List(fields.Nested(ChangeShown), required=True)
