"""What the workbench is asked for with, and what it answers."""

from datetime import date

from marshmallow import Schema, fields, validate

from services.stats.workbench.rules import RANGES

_SENSIBLE = validate.Range(min=date(1970, 1, 2), max=date(2999, 12, 31))


class WorkbenchQuery(Schema):
    """`range` by name, or days of one's own: both inclusive, the company's."""

    range = fields.String(load_default="today", validate=validate.OneOf(RANGES))
    first = fields.Date(data_key="from", load_default=None, validate=_SENSIBLE)
    last = fields.Date(data_key="to", load_default=None, validate=_SENSIBLE)


class _Days(Schema):
    first = fields.Date(data_key="from", required=True)
    last = fields.Date(data_key="to", required=True)


class _Times(Schema):
    times = fields.Integer(required=True)
    customers = fields.Integer(required=True)


class _Behaviour(_Times):
    id = fields.String(required=True)
    name = fields.String(required=True)


class _Done(Schema):
    """With developing or signed customers, or with leads; a kind that one does not see is None."""

    stage = fields.String(required=True)
    follow_ups = fields.Nested(_Times, required=True, allow_none=True)
    visits = fields.Nested(_Times, required=True, allow_none=True)
    calls = fields.Nested(_Times, required=True, allow_none=True)
    behaviours = fields.List(fields.Nested(_Behaviour), required=True)


class _Stock(Schema):
    key = fields.String(required=True)
    title = fields.String(required=True)
    increment = fields.Integer(required=True)
    stock = fields.Integer(required=True)


class _MonthOfOrders(Schema):
    month = fields.String(required=True)
    number = fields.Integer(required=True)
    amount = fields.String(required=True)


class _Collections(Schema):
    """Of this month."""

    receivable = fields.String(required=True)
    planned = fields.String(required=True)
    collected = fields.String(required=True)
    target = fields.String(required=True)
    rate = fields.String(required=True)


class Workbench(Schema):
    range = fields.Nested(_Days, required=True)
    month = fields.Nested(_Days, required=True)
    done = fields.List(fields.Nested(_Done), required=True, allow_none=True)
    stock = fields.List(fields.Nested(_Stock), required=True, allow_none=True)
    orders = fields.List(fields.Nested(_MonthOfOrders), required=True, allow_none=True)
    collections = fields.Nested(_Collections, required=True, allow_none=True)
    complete_up_to = fields.DateTime(required=True, allow_none=True)
    lagging = fields.Boolean(required=True)
