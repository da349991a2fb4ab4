"""What comes in and goes out; unknown fields are refused."""

from marshmallow import Schema, fields


class WinApproval(Schema):
    version = fields.Integer(required=True, strict=True)
    required = fields.Boolean(required=True)
