from marshmallow import Schema, fields, validate

from gateway.files.schemas import FileShown


class UploadDraft(Schema):
    """A file that is to come in parts."""

    name = fields.String(required=True, validate=validate.Length(min=1, max=500))
    size = fields.Integer(required=True, strict=True, validate=validate.Range(min=1, max=2**53))


class UploadShown(Schema):
    """How far an upload is; `file` is what became of it."""

    id = fields.UUID(required=True)
    name = fields.String(required=True)
    size = fields.Integer(required=True)
    received = fields.Integer(required=True)
    expires_at = fields.AwareDateTime(required=True)
    file = fields.Nested(FileShown, required=True, allow_none=True)


class UploadEnd(Schema):
    """That all has come; with the SHA-256 of the whole in hexadecimal, it is compared with what arrived."""

    sha256 = fields.String(validate=validate.Regexp(r"^[0-9a-f]{64}\Z"))
