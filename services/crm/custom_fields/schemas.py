"""What comes in and goes out; unknown fields are refused."""

from collections.abc import Sequence
from typing import Any

from marshmallow import Schema, ValidationError, fields, validate

from services.crm.custom_fields.filtering import ASKED, MOST, SORTED
from services.crm.custom_fields.tables import HOLDERS
from services.crm.schemas import Several
from shared.fields import TYPES
from shared.schemas.files import FileIds, FileShown

_BLANK = validate.Regexp(r".*\S", error="Must not be blank.")
_MOST_CHOICES, _LONGEST_CHOICE, _LONGEST_TITLE = 200, 50, 30


def _each_once(choices: Sequence[str]) -> None:
    if len(set(choices)) < len(choices):
        raise ValidationError("Must not be given twice.")


def values_given() -> fields.Dict:
    """The values of custom fields in a draft, by the field's id; null empties one."""
    return fields.Dict(
        data_key="fields",
        keys=fields.String(validate=validate.Length(max=64)),
        values=fields.Raw(allow_none=True),
        validate=validate.Length(max=200),
    )


def pictures_given() -> FileIds:
    """The pictures among these values that were uploaded for this very draft."""
    return FileIds(most=100, data_key="file_ids")


def fields_asked() -> Several:
    """Conditions by custom fields, as lists take them."""
    known = fields.String(validate=validate.Regexp(ASKED))
    return Several(known, load_default=None, validate=validate.Length(min=1, max=MOST))


def sorts(names: Sequence[str], *, first: str = "-created_at") -> fields.String:
    """What a list is sorted by: one of these columns, or a custom field; `-` from the last one."""

    def is_sort(sort: str) -> None:
        if sort.removeprefix("-") not in names and not SORTED.fullmatch(sort):
            raise ValidationError(f"Must be one of: {', '.join(names)}.")

    return fields.String(load_default=first, validate=is_sort)


def values_shown() -> fields.Dict:
    return fields.Dict(data_key="fields", required=True, keys=fields.String(), values=fields.Raw())


def pictures_shown() -> fields.List[Any]:
    """The pictures among these values, with addresses."""
    return fields.List(fields.Nested(FileShown), required=True)


class OfKind(Schema):
    of = fields.String(required=True, validate=validate.OneOf(list(HOLDERS)))


class OneField(Schema):
    field_id = fields.UUID(required=True)


class _Options(Schema):
    choices = fields.List(
        fields.String(validate=[validate.Length(max=_LONGEST_CHOICE), _BLANK]),
        validate=[validate.Length(max=_MOST_CHOICES), _each_once],
    )
    enabled = fields.Boolean()
    required = fields.Boolean()
    in_list = fields.Boolean()
    sortable = fields.Boolean()
    filterable = fields.Boolean()
    unique = fields.Boolean()


class FieldDraft(_Options, OfKind):
    title = fields.String(required=True, validate=[validate.Length(max=_LONGEST_TITLE), _BLANK])
    type = fields.String(required=True, validate=validate.OneOf(list(TYPES)))


class FieldChange(_Options, OneField):
    version = fields.Integer(required=True, strict=True)
    title = fields.String(validate=[validate.Length(max=_LONGEST_TITLE), _BLANK])


class FieldOrder(OfKind):
    ids = fields.List(fields.UUID(), required=True, validate=validate.Length(max=200))


class FieldShown(Schema):
    id = fields.UUID(required=True)
    version = fields.Integer(required=True)
    title = fields.String(required=True)
    type = fields.String(required=True, validate=validate.OneOf(list(TYPES)))
    choices = fields.List(fields.String(), required=True)
    order = fields.Integer(required=True)
    enabled = fields.Boolean(required=True)
    required = fields.Boolean(required=True)
    in_list = fields.Boolean(required=True)
    sortable = fields.Boolean(required=True)
    filterable = fields.Boolean(required=True)
    unique = fields.Boolean(required=True)


class FieldsShown(Schema):
    items = fields.List(fields.Nested(FieldShown), required=True)
