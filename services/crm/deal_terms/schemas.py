"""What comes in and goes out; unknown fields are refused."""

from marshmallow import Schema, fields, validate


class WinApproval(Schema):
    version = fields.Integer(required=True, strict=True)
    required = fields.Boolean(required=True)


class CollectionApproval(WinApproval):
    """Whether a collection counts only when it was approved."""


class OrderTermination(Schema):
    """Where the customer of a terminated order goes when it has no other approved one (S2), and who is asked before."""

    version = fields.Integer(required=True, strict=True)
    customer_goes_to = fields.String(required=True, validate=validate.OneOf(["developing", "pool"]))
    approval_required = fields.Boolean(load_default=False)
