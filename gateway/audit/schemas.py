"""What `/audit-log` takes and answers."""

from datetime import date
from typing import get_args

from marshmallow import Schema, fields, validate

from gateway.audit.log import Kind
from gateway.schemas import Named, Paged

_DAY = validate.Range(min=date(2000, 1, 1), max=date(2200, 1, 1))


class AuditFilter(Paged):
    kind = fields.String(load_default=None, validate=validate.OneOf(get_args(Kind)))
    employee_id = fields.UUID(load_default=None)
    from_ = fields.Date(load_default=None, data_key="from", validate=_DAY)
    to = fields.Date(load_default=None, validate=_DAY)


class AuditLine(Schema):
    id = fields.UUID(required=True)
    at = fields.AwareDateTime(required=True)
    kind = fields.String(required=True)
    employee = fields.Nested(Named, required=True, allow_none=True)
    detail = fields.Dict(required=True)
    address = fields.String(required=True, allow_none=True)
