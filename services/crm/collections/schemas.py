"""What comes in and goes out; unknown fields are refused."""

from decimal import Decimal
from typing import Any

from marshmallow import Schema, fields, validate

from services.crm.collections.rules import MAY
from services.crm.schemas import NamedShown, Paged, PageShown, Several
from shared.schemas.files import FileIds, FileShown
from shared.schemas.money import Money

MOST_FILES = 10

_COUNTS = validate.OneOf(list(MAY))
_NOTE = validate.Length(max=2_000)
_STATUS = validate.OneOf(["to_approve", "in_approval", "refused", "running", "completed", "terminated"])


def _remind(**options: Any) -> fields.Integer:
    """So many days before, the order's owner is reminded; none for never."""
    days = validate.OneOf([1, 2, 3, 7])
    return fields.Integer(strict=True, allow_none=True, validate=days, **options)


class PlanDraft(Schema):
    order_id = fields.UUID(required=True)
    due_on = fields.Date(required=True)
    amount = Money(required=True, above_zero=True)
    method_id = fields.UUID(load_default=None, allow_none=True)
    remind_days = _remind(load_default=None)
    note = fields.String(load_default=None, allow_none=True, validate=_NOTE)


class OnePlan(Schema):
    plan_id = fields.UUID(required=True)


class PlanChange(OnePlan):
    version = fields.Integer(required=True, strict=True)
    due_on = fields.Date()
    amount = Money(above_zero=True)
    method_id = fields.UUID(allow_none=True)
    remind_days = _remind()
    note = fields.String(allow_none=True, validate=_NOTE)


class CollectionDraft(Schema):
    order_id = fields.UUID(required=True)
    received_on = fields.Date(required=True)
    amount = Money(required=True, above_zero=True)
    invoiced = Money(load_default=Decimal("0.00"))
    method_id = fields.UUID(required=True)
    payee = fields.String(load_default=None, allow_none=True, validate=validate.Length(max=100))
    note = fields.String(load_default=None, allow_none=True, validate=_NOTE)
    file_ids = FileIds(most=MOST_FILES)


class OneCollection(Schema):
    collection_id = fields.UUID(required=True)


class CollectionChange(OneCollection):
    version = fields.Integer(required=True, strict=True)
    received_on = fields.Date()
    amount = Money(above_zero=True)
    invoiced = Money()
    method_id = fields.UUID()
    payee = fields.String(allow_none=True, validate=validate.Length(max=100))
    note = fields.String(allow_none=True, validate=_NOTE)


class _Narrowing(Schema):
    """Without a view: mine, or all of the order or customer that is named."""

    view = fields.String(load_default=None, validate=validate.OneOf(["mine", "team"]))
    order_id = fields.UUID(load_default=None)
    customer_id = fields.UUID(load_default=None)
    method_id = Several(fields.UUID(), load_default=None, validate=validate.Length(min=1, max=30))


class PlanFilter(Paged, _Narrowing):
    due_from = fields.Date(load_default=None)
    due_to = fields.Date(load_default=None)


class CollectionNarrowing(_Narrowing):
    """Which collections: the list's query without its page, also what an export goes over."""

    status = Several(fields.String(validate=_COUNTS), load_default=None)
    received_from = fields.Date(load_default=None)
    received_to = fields.Date(load_default=None)


class CollectionFilter(Paged, CollectionNarrowing):
    """A page of a list."""


class _Shown(Schema):
    id = fields.UUID(required=True)
    version = fields.Integer(required=True)
    order = fields.Nested(NamedShown, required=True)
    order_status = fields.String(required=True, validate=_STATUS)
    customer = fields.Nested(NamedShown, required=True)
    amount = fields.String(required=True)
    note = fields.String(required=True, allow_none=True)
    created_at = fields.DateTime(required=True)
    created_by = fields.Nested(NamedShown, required=True)


class PlanShown(_Shown):
    due_on = fields.Date(required=True)
    method = fields.Nested(NamedShown, required=True, allow_none=True)
    remind_days = fields.Integer(required=True, allow_none=True)


class PlansShown(PageShown):
    items = fields.List(fields.Nested(PlanShown), required=True)


class CollectionShown(_Shown):
    received_on = fields.Date(required=True)
    invoiced = fields.String(required=True)
    method = fields.Nested(NamedShown, required=True)
    payee = fields.String(required=True, allow_none=True)
    status = fields.String(required=True, validate=_COUNTS)
    refusal_reason = fields.String(required=True, allow_none=True)
    files = fields.List(fields.Nested(FileShown), required=True)


class CollectionsShown(PageShown):
    items = fields.List(fields.Nested(CollectionShown), required=True)
