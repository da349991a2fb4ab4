"""What comes in and goes out; unknown fields are refused.

`query` is the query of the list's page, each name with its values. The service keeps it and never reads it: whoever
opens the view asks the list by it.
"""

from collections.abc import Sequence
from typing import Any

from marshmallow import Schema, ValidationError, fields, validate

from services.crm.schemas import NamedShown
from services.crm.views.rules import ACTIONS, LISTS

_NAME = [validate.Length(max=30), validate.Regexp(r".*\S", error="Must not be blank.")]
_COLUMN = validate.Regexp(r"^([a-z_]{1,40}|field:[0-9a-f-]{36})$")
_LIST = validate.OneOf(list(LISTS))


def _each_once(columns: Sequence[str]) -> None:
    if len(set(columns)) < len(columns):
        raise ValidationError("Must not be given twice.")


def _query(**options: Any) -> fields.Dict:
    return fields.Dict(
        keys=fields.String(validate=validate.Regexp(r"^[a-z][a-z_]{0,39}$")),
        values=fields.List(fields.String(validate=validate.Length(max=500)), validate=validate.Length(max=100)),
        validate=validate.Length(max=40),
        **options,
    )


def _columns(**options: Any) -> fields.List[Any]:
    """In their order; None are the standard ones."""
    return fields.List(
        fields.String(validate=_COLUMN),
        allow_none=True,
        validate=[validate.Length(min=1, max=100), _each_once],
        **options,
    )


class ViewsOfList(Schema):
    list = fields.String(required=True, validate=_LIST)


class ViewDraft(ViewsOfList):
    name = fields.String(required=True, validate=_NAME)
    query = _query(load_default=dict)
    columns = _columns(load_default=None)
    shared = fields.Boolean(load_default=False)
    first = fields.Boolean(load_default=False)


class OneView(Schema):
    view_id = fields.UUID(required=True)


class ViewChange(OneView):
    version = fields.Integer(required=True, strict=True)
    name = fields.String(validate=_NAME)
    query = _query()
    columns = _columns()
    shared = fields.Boolean()


class FirstView(OneView):
    first = fields.Boolean(required=True)


class ViewShown(Schema):
    id = fields.UUID(required=True)
    version = fields.Integer(required=True)
    list = fields.String(required=True, validate=_LIST)
    name = fields.String(required=True)
    query = fields.Dict(required=True, keys=fields.String(), values=fields.List(fields.String()))
    columns = fields.List(fields.String(), required=True, allow_none=True)
    shared = fields.Boolean(required=True)
    author = fields.Nested(NamedShown, required=True)
    first = fields.Boolean(required=True)
    may = fields.List(fields.String(validate=validate.OneOf(ACTIONS)), required=True)


class ViewsShown(Schema):
    items = fields.List(fields.Nested(ViewShown), required=True)
