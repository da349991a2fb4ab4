"""What comes in and goes out; unknown fields are refused."""

from marshmallow import Schema, fields, validate

from services.crm.custom_fields.schemas import (
    fields_asked,
    pictures_given,
    pictures_shown,
    sorts,
    values_given,
    values_shown,
)
from services.crm.opportunities.rules import ACTIONS
from services.crm.schemas import NamedShown, Paged, PageShown, Several
from shared.schemas.money import Money

_TITLE = [validate.Length(max=200), validate.Regexp(r".*\S", error="Must not be blank.")]
_OUTCOMES = validate.OneOf(["open", "won", "lost"])
_APPROVALS = validate.OneOf(["not_needed", "waiting", "running", "refused", "passed", "closed"])
_MOST_PRODUCTS = 50
SORTS = ("created_at", "updated_at", "expected_on", "expected_amount", "won_at", "title")


def _ids() -> Several:
    return Several(fields.UUID(), load_default=None, validate=validate.Length(min=1, max=30))


class _OpportunityFields(Schema):
    expected_amount = Money(allow_none=True)
    expected_on = fields.Date(allow_none=True)
    note = fields.String(allow_none=True, validate=validate.Length(max=5_000))
    product_ids = fields.List(fields.UUID(), validate=validate.Length(max=_MOST_PRODUCTS))
    custom = values_given()
    pictures = pictures_given()


class OpportunityDraft(_OpportunityFields):
    customer_id = fields.UUID(required=True)
    title = fields.String(required=True, validate=_TITLE)
    stage_id = fields.UUID(load_default=None, allow_none=True)


class OneOpportunity(Schema):
    opportunity_id = fields.UUID(required=True)


class OpportunityChange(_OpportunityFields, OneOpportunity):
    version = fields.Integer(required=True, strict=True)
    title = fields.String(validate=_TITLE)


class Move(OneOpportunity):
    """Without `version` it is moved from wherever it stands."""

    stage_id = fields.UUID(required=True)
    loss_reason_id = fields.UUID(load_default=None, allow_none=True)
    version = fields.Integer(load_default=None, allow_none=True, strict=True)


class OpportunityNarrowing(Schema):
    """Without a view: mine, or what one sees of the customer that is named."""

    view = fields.String(load_default=None, validate=validate.OneOf(["mine", "team"]))
    customer_id = fields.UUID(load_default=None)
    q = fields.String(load_default=None, validate=validate.Length(max=100))
    stage_id = _ids()
    product_id = _ids()
    owner_id = _ids()
    outcome = Several(fields.String(validate=_OUTCOMES), load_default=None)
    approval = Several(fields.String(validate=_APPROVALS), load_default=None)
    created_from = fields.Date(load_default=None)
    created_to = fields.Date(load_default=None)
    expected_from = fields.Date(load_default=None)
    expected_to = fields.Date(load_default=None)
    won_from = fields.Date(load_default=None)
    won_to = fields.Date(load_default=None)
    field = fields_asked()


class OpportunityFilter(Paged, OpportunityNarrowing):
    sort = sorts(SORTS)


class PageOfOpportunity(Paged, OneOpportunity):
    """A page of what belongs to an opportunity."""


class OpportunityShown(Schema):
    id = fields.UUID(required=True)
    version = fields.Integer(required=True)
    title = fields.String(required=True)
    customer = fields.Nested(NamedShown, required=True)
    owner = fields.Nested(NamedShown, required=True)
    stage = fields.Nested(NamedShown, required=True)
    chance = fields.Integer(required=True)
    outcome = fields.String(required=True, validate=_OUTCOMES)
    approval = fields.String(required=True, validate=_APPROVALS)
    expected_amount = fields.String(required=True, allow_none=True)
    expected_on = fields.Date(required=True, allow_none=True)
    note = fields.String(required=True, allow_none=True)
    products = fields.List(fields.Nested(NamedShown), required=True)
    loss_reason = fields.Nested(NamedShown, required=True, allow_none=True)
    won_at = fields.DateTime(required=True, allow_none=True)
    created_at = fields.DateTime(required=True)
    updated_at = fields.DateTime(required=True)
    custom = values_shown()
    files = pictures_shown()


class OpportunityInFull(OpportunityShown):
    may = fields.List(fields.String(validate=validate.OneOf(sorted(ACTIONS))), required=True)


class OpportunitiesShown(PageShown):
    items = fields.List(fields.Nested(OpportunityShown), required=True)


class StageShown(NamedShown):
    chance = fields.Integer(required=True)
    outcome = fields.String(required=True, validate=_OUTCOMES)


class BoardColumn(Schema):
    stage = fields.Nested(StageShown, required=True)
    count = fields.Integer(required=True)
    amount = fields.String(required=True)
    items = fields.List(fields.Nested(OpportunityShown), required=True)


class Board(Schema):
    columns = fields.List(fields.Nested(BoardColumn), required=True)
