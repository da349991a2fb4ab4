"""What comes in and goes out; unknown fields are refused."""

from typing import Any

from marshmallow import Schema, ValidationError, fields, pre_load, validate, validates_schema

from services.crm.custom_fields.schemas import (
    fields_asked,
    pictures_given,
    pictures_shown,
    sorts,
    values_given,
    values_shown,
)
from services.crm.leads.rules import ACTIONS
from services.crm.schemas import IdOrNone, NamedShown, Paged, PageShown, Several

MOST_AT_ONCE = 1_000
SORTS = ("created_at", "updated_at", "name", "company", "followed_at")
NAME = [validate.Length(max=200), validate.Regexp(r".*\S", error="Must not be blank.")]


def _text(length: int) -> fields.String:
    return fields.String(allow_none=True, validate=validate.Length(max=length))


def _several(inner: fields.Field[Any]) -> Several:
    return Several(inner, load_default=None, validate=validate.Length(min=1, max=30))


class LeadFields(Schema):
    company = _text(200)
    phone = _text(50)
    address = _text(500)
    note = _text(5_000)
    status_id = fields.UUID(allow_none=True)
    source_id = fields.UUID(allow_none=True)
    custom = values_given()
    pictures = pictures_given()


class LeadDraft(LeadFields):
    name = fields.String(required=True, validate=NAME)


class OneLead(Schema):
    lead_id = fields.UUID(required=True)


class LeadChange(LeadFields, OneLead):
    version = fields.Integer(required=True, strict=True)
    name = fields.String(validate=NAME)


class LeadNarrowing(Schema):
    """Which leads: the list's query without its page, also what a bulk or an export goes over."""

    view = fields.String(load_default="mine", validate=validate.OneOf(["mine", "team"]))
    q = fields.String(load_default=None, validate=validate.Length(max=100))
    converted = fields.Boolean(load_default=False)
    status_id = _several(IdOrNone())
    source_id = _several(IdOrNone())
    owner_id = _several(fields.UUID())
    department_id = fields.UUID(load_default=None)
    created_from = fields.Date(load_default=None)
    created_to = fields.Date(load_default=None)
    followed_from = fields.Date(load_default=None)
    followed_to = fields.Date(load_default=None)
    field = fields_asked()
    sort = sorts(SORTS)


class LeadFilter(Paged, LeadNarrowing):
    """A page of a list."""


class PageOfLead(Paged, OneLead):
    """A page of what belongs to a lead."""


class ChosenLeads(Schema):
    """Leads by their ids, or all that a list would show."""

    ids = fields.List(fields.UUID(), validate=validate.Length(min=1, max=MOST_AT_ONCE))
    filter = fields.Nested(LeadNarrowing)

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


class NewLeadOwner(ChosenLeads):
    owner_id = fields.UUID(required=True)


class NewLeadStatus(ChosenLeads):
    status_id = fields.UUID(required=True, allow_none=True)


class LeadShown(Schema):
    id = fields.UUID(required=True)
    version = fields.Integer(required=True)
    name = fields.String(required=True)
    company = fields.String(required=True, allow_none=True)
    phone = fields.String(required=True, allow_none=True)
    address = fields.String(required=True, allow_none=True)
    note = fields.String(required=True, allow_none=True)
    owner = fields.Nested(NamedShown, required=True)
    status = fields.Nested(NamedShown, required=True, allow_none=True)
    source = fields.Nested(NamedShown, required=True, allow_none=True)
    customer = fields.Nested(NamedShown, required=True, allow_none=True)
    custom = values_shown()
    files = pictures_shown()
    converted_at = fields.DateTime(required=True, allow_none=True)
    followed_at = fields.DateTime(required=True, allow_none=True)
    created_at = fields.DateTime(required=True)
    updated_at = fields.DateTime(required=True)


class LeadInFull(LeadShown):
    may = fields.List(fields.String(validate=validate.OneOf(sorted(ACTIONS))), required=True)


class LeadsShown(PageShown):
    items = fields.List(fields.Nested(LeadShown), required=True)
