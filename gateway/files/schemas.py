from marshmallow import Schema, fields


class FileShown(Schema):
    """An uploaded file."""

    id = fields.UUID(required=True)
    name = fields.String(required=True)
    size = fields.Integer(required=True)
    media_type = fields.String(required=True)


class SignedAddress(Schema):
    """Where a file can be fetched for a few minutes without the sign-in."""

    url = fields.String(required=True)
    expires_in = fields.Integer(required=True)
