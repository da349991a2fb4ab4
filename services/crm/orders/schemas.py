"""What comes in and goes out; unknown fields are refused."""

from typing import Any

from marshmallow import Schema, fields, validate

from services.crm.custom_fields.schemas import (
    fields_asked,
    pictures_given,
    pictures_shown,
    sorts,
    values_given,
    values_shown,
)
from services.crm.orders.rules import ACTIONS, RIGHTS
from services.crm.schemas import NamedShown, Paged, PageShown, Several
from shared.schemas.money import Money

_TITLE = [validate.Length(max=200), validate.Regexp(r".*\S", error="Must not be blank.")]
_REASON = [validate.Length(max=500), validate.Regexp(r"(?s).*\S", error="Must not be blank.")]
_STATUS = validate.OneOf(list(RIGHTS))
_MOST_LINES, _MOST_OF_ONE = 200, 1_000_000
SORTS = ("created_at", "updated_at", "approved_at", "deal_amount", "collected", "title")


class LineDraft(Schema):
    """Without a price it is the product's; `discount` is percent off."""

    product_id = fields.UUID(required=True)
    quantity = fields.Integer(required=True, strict=True, validate=validate.Range(min=1, max=_MOST_OF_ONE))
    price = Money(load_default=None, allow_none=True)
    discount = Money(load_default=None, allow_none=True)


class _OrderFields(Schema):
    deal_amount = Money(allow_none=True)
    note = fields.String(allow_none=True, validate=validate.Length(max=5_000))
    custom = values_given()
    pictures = pictures_given()


def _lines(*, required: bool) -> fields.List[Any]:
    return fields.List(fields.Nested(LineDraft), required=required, validate=validate.Length(min=1, max=_MOST_LINES))


class OrderDraft(_OrderFields):
    customer_id = fields.UUID(required=True)
    title = fields.String(required=True, validate=_TITLE)
    lines = _lines(required=True)
    opportunity_id = fields.UUID(load_default=None, allow_none=True)


class OneOrder(Schema):
    order_id = fields.UUID(required=True)


class OrderChange(_OrderFields, OneOrder):
    version = fields.Integer(required=True, strict=True)
    title = fields.String(validate=_TITLE)
    lines = _lines(required=False)


class Termination(OneOrder):
    reason = fields.String(required=True, validate=_REASON)


class NewOwnerOfOrder(OneOrder):
    owner_id = fields.UUID(required=True)


class OrderFilter(Paged):
    """Without a view: mine, or what one sees of the customer that is named."""

    view = fields.String(load_default=None, validate=validate.OneOf(["mine", "team"]))
    customer_id = fields.UUID(load_default=None)
    q = fields.String(load_default=None, validate=validate.Length(max=100))
    status = Several(fields.String(validate=_STATUS), load_default=None)
    product_id = Several(fields.UUID(), load_default=None, validate=validate.Length(min=1, max=30))
    owner_id = Several(fields.UUID(), load_default=None, validate=validate.Length(min=1, max=30))
    created_from = fields.Date(load_default=None)
    created_to = fields.Date(load_default=None)
    approved_from = fields.Date(load_default=None)
    approved_to = fields.Date(load_default=None)
    field = fields_asked()
    sort = sorts(SORTS)


class PageOfOrder(Paged, OneOrder):
    """A page of what belongs to an order."""


class OrderShown(Schema):
    id = fields.UUID(required=True)
    version = fields.Integer(required=True)
    title = fields.String(required=True)
    status = fields.String(required=True, validate=_STATUS)
    customer = fields.Nested(NamedShown, required=True)
    owner = fields.Nested(NamedShown, required=True)
    opportunity = fields.Nested(NamedShown, required=True, allow_none=True)
    product_total = fields.String(required=True)
    deal_amount = fields.String(required=True)
    collected = fields.String(required=True)
    invoiced = fields.String(required=True)
    outstanding = fields.String(required=True)
    rate = fields.String(required=True)
    note = fields.String(required=True, allow_none=True)
    refusal_reason = fields.String(required=True, allow_none=True)
    termination_reason = fields.String(required=True, allow_none=True)
    termination = fields.String(required=True, validate=validate.OneOf(["none", "in_approval", "refused"]))
    termination_refusal = fields.String(required=True, allow_none=True)
    submitted_at = fields.DateTime(required=True, allow_none=True)
    approved_at = fields.DateTime(required=True, allow_none=True)
    completed_at = fields.DateTime(required=True, allow_none=True)
    terminated_at = fields.DateTime(required=True, allow_none=True)
    created_at = fields.DateTime(required=True)
    updated_at = fields.DateTime(required=True)
    custom = values_shown()
    files = pictures_shown()


class LineShown(Schema):
    product = fields.Nested(NamedShown, required=True)
    unit = fields.String(required=True, allow_none=True)
    quantity = fields.Integer(required=True)
    price = fields.String(required=True)
    discount = fields.String(required=True)
    amount = fields.String(required=True)


class OrderInFull(OrderShown):
    lines = fields.List(fields.Nested(LineShown), required=True)
    may = fields.List(fields.String(validate=validate.OneOf(sorted(ACTIONS))), required=True)


class OrdersShown(PageShown):
    items = fields.List(fields.Nested(OrderShown), required=True)
