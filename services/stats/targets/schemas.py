"""What targets are set with and asked for by."""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from marshmallow import Schema, ValidationError, fields, validate

from services.stats.targets.rules import KINDS
from shared.schemas.money import Money

_MONTH = re.compile(r"^(19[7-9]\d|2\d\d\d)-(0[1-9]|1[0-2])$")
_NUMBER = validate.Range(min=0, max=1_000_000)


class Month(fields.String):
    """A month as YYYY-MM; a date of its first day inside."""

    def deserialize(
        self, value: Any, attr: str | None = None, data: Mapping[str, Any] | None = None, **options: Any
    ) -> Any:
        found = super().deserialize(value, attr, data, **options)
        if not isinstance(found, str):
            return found
        if not _MONTH.match(found):
            raise ValidationError("Must be a month as YYYY-MM.")
        return date.fromisoformat(f"{found}-01")


class _Figures(Schema):
    number = fields.Integer(load_default=0, strict=True, validate=_NUMBER)
    amount = Money(load_default=Decimal)


class WeekDraft(_Figures):
    first = fields.Date(data_key="from", required=True)


class MonthDraft(_Figures):
    """Weeks that are not named stay as they are."""

    month = Month(required=True)
    weeks = fields.List(fields.Nested(WeekDraft), load_default=list, validate=validate.Length(max=6))


class TargetsDraft(Schema):
    """The same months for everybody named."""

    kind = fields.String(required=True, validate=validate.OneOf(KINDS))
    employee_ids = fields.List(fields.UUID(), required=True, validate=validate.Length(min=1, max=200))
    months = fields.List(fields.Nested(MonthDraft), required=True, validate=validate.Length(min=1, max=12))


class TargetsQuery(Schema):
    """Without a year, this one; without filters, everybody whose targets one sees."""

    kind = fields.String(required=True, validate=validate.OneOf(KINDS))
    year = fields.Integer(load_default=None, validate=validate.Range(min=1970, max=2999))
    department_id = fields.UUID(load_default=None)
    employee_id = fields.UUID(load_default=None)
    page = fields.Integer(load_default=1, validate=validate.Range(min=1, max=500))
    page_size = fields.Integer(load_default=20, validate=validate.Range(min=1, max=100))


class _Named(Schema):
    id = fields.String(required=True)
    name = fields.String(required=True)


class _TargetEmployee(_Named):
    department = fields.Nested(_Named, required=True, allow_none=True)


class _Shown(Schema):
    number = fields.Integer(required=True)
    amount = fields.String(required=True)


class WeekShown(_Shown):
    first = fields.Date(data_key="from", required=True)
    last = fields.Date(data_key="to", required=True)


class MonthShown(_Shown):
    month = fields.String(required=True)
    weeks = fields.List(fields.Nested(WeekShown), required=True)


class TargetsOfEmployee(Schema):
    """`may_set` says whether the asker may set them; `total` is that of the year's months."""

    employee = fields.Nested(_TargetEmployee, required=True)
    may_set = fields.Boolean(required=True)
    total = fields.Nested(_Shown, required=True)
    months = fields.List(fields.Nested(MonthShown), required=True)


class Targets(Schema):
    items = fields.List(fields.Nested(TargetsOfEmployee), required=True)
    kind = fields.String(required=True)
    year = fields.Integer(required=True)
    total = fields.Integer(required=True)
    page = fields.Integer(required=True)
    page_size = fields.Integer(required=True)


class TargetsSet(Schema):
    done = fields.Integer(required=True)
