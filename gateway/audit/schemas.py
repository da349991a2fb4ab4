"""What `/audit-log` takes and answers."""

from typing import get_args

from marshmallow import Schema, fields, validate

from gateway.audit.log import Kind
from gateway.schemas import Named, Paged


class AuditFilter(Paged):
    kind = fields.String(load_default=None, validate=validate.OneOf(get_args(Kind)))
    employee_id = fields.UUID(load_default=None)
    from_ = fields.Date(load_default=None, data_key="from")
    to = fields.Date(load_default=None)


class AuditLine(Schema):
    id = fields.UUID(required=True)
    at = fields.AwareDateTime(required=True)
    kind = fields.String(required=True)
    employee = fields.Nested(Named, required=True, allow_none=True)
    detail = fields.Dict(required=True)
    address = fields.String(required=True, allow_none=True)
