"""What comes in and goes out; unknown fields are refused."""

from typing import Any

from marshmallow import Schema, ValidationError, fields, validate, validates_schema

from services.crm.custom_fields.schemas import (
    fields_asked,
    pictures_given,
    pictures_shown,
    sorts,
    values_given,
    values_shown,
)
from services.crm.schemas import IdOrNone, NamedShown, Paged, PageShown, Several
from shared.schemas.money import Money

_NAME = [validate.Length(max=200), validate.Regexp(r".*\S", error="Must not be blank.")]
MOST_STOCK = 1_000_000_000
MOST_AT_ONCE = 1_000
SORTS = ("name", "price", "stock", "created_at", "updated_at")


class _ProductFields(Schema):
    category_id = fields.UUID(allow_none=True)
    unit = fields.String(allow_none=True, validate=validate.Length(max=20))
    note = fields.String(allow_none=True, validate=validate.Length(max=2_000))
    stock = fields.Integer(strict=True, allow_none=True, validate=validate.Range(min=0, max=MOST_STOCK))
    enabled = fields.Boolean()
    custom = values_given()
    pictures = pictures_given()


class ProductDraft(_ProductFields):
    name = fields.String(required=True, validate=_NAME)
    price = Money(required=True)


class OneProduct(Schema):
    product_id = fields.UUID(required=True)


class ProductChange(_ProductFields, OneProduct):
    version = fields.Integer(required=True, strict=True)
    name = fields.String(validate=_NAME)
    price = Money()


class StockChange(OneProduct):
    by = fields.Integer(required=True, strict=True, validate=validate.Range(min=-MOST_STOCK, max=MOST_STOCK))


class ProductNarrowing(Schema):
    """Which products, also what a bulk goes over."""

    q = fields.String(load_default=None, validate=validate.Length(max=100))
    category_id = Several(IdOrNone(), load_default=None, validate=validate.Length(min=1, max=30))
    enabled = fields.Boolean(load_default=None)
    field = fields_asked()


class ProductFilter(Paged, ProductNarrowing):
    sort = sorts(SORTS)


class PageOfProduct(Paged, OneProduct):
    """A page of what belongs to a product."""


class ChosenProducts(Schema):
    """Products by their ids, or all that a list would show."""

    ids = fields.List(fields.UUID(), validate=validate.Length(min=1, max=MOST_AT_ONCE))
    filter = fields.Nested(ProductNarrowing)

    @validates_schema
    def _either(self, chosen: dict[str, Any], **_: Any) -> None:
        if ("ids" in chosen) == ("filter" in chosen):
            raise ValidationError("Give either ids or a filter.", "ids")


class ProductsMove(ChosenProducts):
    category_id = fields.UUID(required=True, allow_none=True)


class ProductShown(Schema):
    id = fields.UUID(required=True)
    version = fields.Integer(required=True)
    name = fields.String(required=True)
    price = fields.String(required=True)
    category = fields.Nested(NamedShown, required=True, allow_none=True)
    unit = fields.String(required=True, allow_none=True)
    note = fields.String(required=True, allow_none=True)
    stock = fields.Integer(required=True, allow_none=True)
    enabled = fields.Boolean(required=True)
    custom = values_shown()
    files = pictures_shown()
    created_at = fields.DateTime(required=True)
    updated_at = fields.DateTime(required=True)


class ProductsShown(PageShown):
    items = fields.List(fields.Nested(ProductShown), required=True)
