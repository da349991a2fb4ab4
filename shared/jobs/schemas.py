from marshmallow import Schema, fields


class OneJob(Schema):
    job_id = fields.UUID(required=True)


class JobShown(Schema):
    id = fields.UUID(required=True)
    kind = fields.String(required=True)
    status = fields.String(required=True, metadata={"enum": ["waiting", "running", "done", "failed"]})
    done = fields.Integer(required=True)
    total = fields.Integer(required=True)
    result = fields.Dict(required=True, allow_none=True)
    file_url = fields.String(required=True, allow_none=True)
    error = fields.String(required=True, allow_none=True)
    created_at = fields.DateTime(required=True)


class JobFile(Schema):
    file_id = fields.UUID(required=True)
    name = fields.String(required=True)
