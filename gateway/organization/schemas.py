"""What the organization's endpoints take and answer."""

from marshmallow import fields

from gateway.schemas import Named


class Department(Named):
    version = fields.Integer(required=True)
    parent_id = fields.UUID(required=True, allow_none=True)
    order = fields.Integer(required=True)


class Colleague(Named):
    account = fields.String(required=True)
    job_title = fields.String(required=True, allow_none=True)
    department = fields.Nested(Named, required=True, allow_none=True)
