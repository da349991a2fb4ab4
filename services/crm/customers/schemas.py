"""What comes in and goes out; unknown fields are refused."""

from collections.abc import Mapping
from typing import Any

from marshmallow import Schema, ValidationError, fields, pre_load, validate, validates_schema

from services.crm.custom_fields.filtering import ASKED, MOST, SORTED
from services.crm.custom_fields.schemas import pictures_given, values_given
from services.crm.schemas import Position

MOST_AT_ONCE = 1_000
VIEWS = ("mine", "participating", "team", "pool", "recycled")
SORTS = ("created_at", "updated_at", "name", "followed_at", "falls_at", "pooled_at", "recycled_at")
_NAME = [validate.Length(max=200), validate.Regexp(r".*\S", error="Must not be blank.")]
_FARTHEST_M = 50_000
_STAGE = validate.OneOf(["developing", "signed"])


def _text(length: int) -> fields.String:
    return fields.String(allow_none=True, validate=validate.Length(max=length))


class Several(fields.List[Any]):
    """One value or several: a query repeats the parameter."""

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **options: Any) -> list[Any]:
        return super()._deserialize(value if isinstance(value, list) else [value], attr, data, **options)


class IdOrNone(fields.UUID):
    """An id, or `none` for what is not set."""

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **options: Any) -> Any:
        return None if value == "none" else str(super()._deserialize(value, attr, data, **options))


def _several_ids(*, none: bool = False) -> Several:
    return Several(IdOrNone() if none else fields.UUID(), load_default=None, validate=validate.Length(min=1, max=30))


def _is_sort(sort: str) -> None:
    if sort.removeprefix("-") not in SORTS and not SORTED.fullmatch(sort):
        raise ValidationError(f"Must be one of: {', '.join(SORTS)}.")


class Paged(Schema):
    page = fields.Integer(load_default=1, validate=validate.Range(min=1, max=500))
    page_size = fields.Integer(load_default=20, validate=validate.Range(min=1, max=100))


class Narrowing(Schema):
    """Which customers: the list's query without its page, also what a bulk or an export goes over."""

    view = fields.String(load_default="mine", validate=validate.OneOf(VIEWS))
    stage = fields.String(load_default=None, validate=_STAGE)
    q = fields.String(load_default=None, validate=validate.Length(max=100))
    status_id = _several_ids(none=True)
    tag_id = _several_ids(none=True)
    source_id = _several_ids(none=True)
    owner_id = _several_ids()
    department_id = _several_ids()
    created_from = fields.Date(load_default=None)
    created_to = fields.Date(load_default=None)
    followed_from = fields.Date(load_default=None)
    followed_to = fields.Date(load_default=None)
    pooled_from = fields.Date(load_default=None)
    pooled_to = fields.Date(load_default=None)
    field = Several(
        fields.String(validate=validate.Regexp(ASKED)), load_default=None, validate=validate.Length(min=1, max=MOST)
    )
    sort = fields.String(load_default="-created_at", validate=_is_sort)


class CustomerFilter(Paged, Narrowing):
    """A page of a list."""


class Near(Paged):
    """Customers of a list within a radius of a place."""

    lng = fields.Float(required=True, allow_nan=False, validate=validate.Range(min=-180, max=180))
    lat = fields.Float(required=True, allow_nan=False, validate=validate.Range(min=-90, max=90))
    radius_m = fields.Integer(load_default=5_000, validate=validate.Range(min=100, max=_FARTHEST_M))
    view = fields.String(load_default="team", validate=validate.OneOf([each for each in VIEWS if each != "recycled"]))
    stage = fields.String(load_default=None, validate=_STAGE)
    q = fields.String(load_default=None, validate=validate.Length(max=100))


class OfStage(Schema):
    stage = fields.String(load_default=None, validate=_STAGE)


class OneCustomer(Schema):
    customer_id = fields.UUID(required=True)


class PageOfCustomer(Paged, OneCustomer):
    """A page of what belongs to a customer."""


class CustomerFields(Schema):
    phone = _text(50)
    address = _text(500)
    note = _text(5000)
    position = fields.Nested(Position, allow_none=True)
    status_id = fields.UUID(allow_none=True)
    source_id = fields.UUID(allow_none=True)
    tag_ids = fields.List(fields.UUID(), validate=validate.Length(max=50))
    custom = values_given()
    pictures = pictures_given()


class CustomerDraft(CustomerFields):
    name = fields.String(required=True, validate=_NAME)


class CustomerChange(CustomerFields):
    customer_id = fields.UUID(required=True)
    version = fields.Integer(required=True, strict=True)
    name = fields.String(validate=_NAME)


class Selection(Schema):
    """Customers by their ids, or all that a list would show."""

    ids = fields.List(fields.UUID(), validate=validate.Length(min=1, max=MOST_AT_ONCE))
    filter = fields.Nested(Narrowing)

    @pre_load
    def _without_page(self, given: Any, **_: Any) -> Any:
        """A list's query may be handed on as it is."""
        if isinstance(given, dict) and isinstance(given.get("filter"), dict):
            return given | {"filter": {k: v for k, v in given["filter"].items() if k not in {"page", "page_size"}}}
        return given

    @validates_schema
    def _either(self, chosen: dict[str, Any], **_: Any) -> None:
        if ("ids" in chosen) == ("filter" in chosen):
            raise ValidationError("Give either ids or a filter.", "ids")


class Drop(Selection):
    reason = fields.String(load_default=None, allow_none=True, validate=validate.Length(max=500))


class NewOwner(Selection):
    owner_id = fields.UUID(required=True)


class Transfer(NewOwner):
    """To another owner, with the open opportunities or without."""

    with_opportunities = fields.Boolean(load_default=False)


class Joining(Selection):
    employee_ids = fields.List(fields.UUID(), required=True, validate=validate.Length(min=1, max=50))
    may_edit = fields.Boolean(load_default=False)


class Leaving(Selection):
    employee_ids = fields.List(fields.UUID(), required=True, validate=validate.Length(min=1, max=50))


class NewStatus(Selection):
    status_id = fields.UUID(required=True, allow_none=True)


class NewTags(Selection):
    tag_ids = fields.List(fields.UUID(), required=True, validate=validate.Length(max=50))
