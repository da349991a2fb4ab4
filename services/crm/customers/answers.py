"""What goes out, for the documentation and the types of clients; the queries make it themselves."""

from marshmallow import Schema, fields, validate

from services.crm.custom_fields.schemas import pictures_shown, values_shown


class NamedShown(Schema):
    id = fields.UUID(required=True)
    name = fields.String(required=True)


class PositionShown(Schema):
    lng = fields.Float(required=True)
    lat = fields.Float(required=True)


class CustomerShown(Schema):
    id = fields.UUID(required=True)
    version = fields.Integer(required=True)
    name = fields.String(required=True)
    phone = fields.String(required=True, allow_none=True)
    address = fields.String(required=True, allow_none=True)
    note = fields.String(required=True, allow_none=True)
    position = fields.Nested(PositionShown, required=True, allow_none=True)
    stage = fields.String(required=True, validate=validate.OneOf(["developing", "signed"]))
    status = fields.Nested(NamedShown, required=True, allow_none=True)
    tags = fields.List(fields.Nested(NamedShown), required=True)
    source = fields.Nested(NamedShown, required=True, allow_none=True)
    owner = fields.Nested(NamedShown, required=True, allow_none=True)
    created_at = fields.DateTime(required=True)
    created_by = fields.Nested(NamedShown, required=True)
    updated_at = fields.DateTime(required=True)
    updated_by = fields.Nested(NamedShown, required=True)
    taken_at = fields.DateTime(required=True, allow_none=True)
    followed_at = fields.DateTime(required=True, allow_none=True)
    pooled_at = fields.DateTime(required=True, allow_none=True)
    recycled_at = fields.DateTime(required=True, allow_none=True)
    falls_at = fields.DateTime(required=True, allow_none=True)
    falls_by = fields.Nested(NamedShown, required=True, allow_none=True)
    falls_soon = fields.Boolean(required=True)
    custom = values_shown()
    files = pictures_shown()


class ParticipantShown(NamedShown):
    may_edit = fields.Boolean(required=True)


class CustomerInFull(CustomerShown):
    participants = fields.List(fields.Nested(ParticipantShown), required=True)
    may = fields.List(fields.String(), required=True)


class PageShown(Schema):
    total = fields.Integer(required=True)
    page = fields.Integer(required=True)
    page_size = fields.Integer(required=True)


class CustomersShown(PageShown):
    items = fields.List(fields.Nested(CustomerShown), required=True)
    total_is_lower_bound = fields.Boolean()


class NearShown(CustomerShown):
    distance_m = fields.Integer(required=True)


class NearbyShown(PageShown):
    items = fields.List(fields.Nested(NearShown), required=True)
    total_is_lower_bound = fields.Boolean()


class CountersShown(Schema):
    mine = fields.Integer(required=True)
    participating = fields.Integer(required=True)
    team = fields.Integer(required=True)
    pool = fields.Integer(required=True)
    recycled = fields.Integer(required=True)


class ChangeOfField(Schema):
    field = fields.String(required=True)
    before = fields.String(required=True, allow_none=True)
    after = fields.String(required=True, allow_none=True)


class ChangeShown(Schema):
    id = fields.UUID(required=True)
    at = fields.DateTime(required=True)
    by = fields.Nested(NamedShown, required=True, allow_none=True)
    kind = fields.String(required=True)
    changes = fields.List(fields.Nested(ChangeOfField), required=True)


class ChangesShown(PageShown):
    items = fields.List(fields.Nested(ChangeShown), required=True)


class OwnershipShown(Schema):
    owner = fields.Nested(NamedShown, required=True)
    how = fields.String(required=True)
    since = fields.DateTime(required=True, data_key="from")
    until = fields.DateTime(required=True, allow_none=True, data_key="to")


class OwnershipsShown(Schema):
    items = fields.List(fields.Nested(OwnershipShown), required=True)


class DeadlineShown(Schema):
    """`since` is the later of taking the customer and the last such act; `sign` counts from the taking."""

    act = fields.String(required=True, validate=validate.OneOf(["follow_up", "visit", "call", "sign"]))
    days = fields.Integer(required=True)
    since = fields.DateTime(required=True, allow_none=True)
    at = fields.DateTime(required=True, allow_none=True)


class RuleForCustomer(NamedShown):
    applies = fields.Boolean(required=True)
    joined = fields.String(required=True, validate=validate.OneOf(["any", "all"]))
    deadlines = fields.List(fields.Nested(DeadlineShown), required=True)
    falls_at = fields.DateTime(required=True, allow_none=True)
    red_from = fields.DateTime(required=True, allow_none=True)
    decides = fields.Boolean(required=True)


class FallShown(Schema):
    """`stays` says why it does not fall at all."""

    falls_at = fields.DateTime(required=True, allow_none=True)
    falls_by = fields.Nested(NamedShown, required=True, allow_none=True)
    stays = fields.String(
        required=True, allow_none=True, validate=validate.OneOf(["pool", "signed", "recycled", "no_rule"])
    )
    rules = fields.List(fields.Nested(RuleForCustomer), required=True)
    server_time = fields.DateTime(required=True)


class FallingShown(NamedShown):
    owner = fields.Nested(NamedShown, required=True, allow_none=True)
    falls_at = fields.DateTime(required=True)


class FallingToday(Schema):
    total = fields.Integer(required=True)
    items = fields.List(fields.Nested(FallingShown), required=True)


class FallsOnDay(Schema):
    day = fields.Date(required=True)
    count = fields.Integer(required=True)


class EffectShown(Schema):
    today = fields.Nested(FallingToday, required=True)
    days = fields.List(fields.Nested(FallsOnDay), required=True)


class Refused(Schema):
    id = fields.UUID(required=True)
    code = fields.String(required=True)
    detail = fields.String(required=True)


class BulkShown(Schema):
    """What became of a selection; where a filter finds more than 1,000, a job is answered instead."""

    done = fields.Integer(required=True)
    refused = fields.List(fields.Nested(Refused), required=True)
