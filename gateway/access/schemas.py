"""What `/auth` and `/me` take and answer."""

from marshmallow import Schema, fields, validate

from gateway.schemas import Named

_PASSWORD = validate.Length(min=1, max=200)


class Login(Schema):
    account = fields.String(required=True, validate=validate.Length(min=1, max=100))
    password = fields.String(required=True, validate=_PASSWORD)
    otp = fields.String(load_default=None, allow_none=True, validate=validate.Length(max=40))


class Refresh(Schema):
    refresh_token = fields.String(load_default=None, allow_none=True, validate=validate.Length(max=200))


class Tokens(Schema):
    """The refresh token comes besides as an HttpOnly cookie, for browsers."""

    access_token = fields.String(required=True)
    refresh_token = fields.String(required=True)
    token_type = fields.Constant("Bearer", required=True)
    expires_in = fields.Integer(required=True)
    must_change_password = fields.Boolean(required=True)


class PasswordChange(Schema):
    old_password = fields.String(required=True, validate=_PASSWORD)
    new_password = fields.String(required=True, validate=_PASSWORD)


class Password(Schema):
    password = fields.String(required=True, validate=_PASSWORD)


class Device(Schema):
    id = fields.UUID(required=True)
    device = fields.String(required=True)
    started_at = fields.AwareDateTime(required=True)
    last_used_at = fields.AwareDateTime(required=True)
    current = fields.Boolean(required=True)


class OtpSecret(Schema):
    """`uri` is what an authenticator app scans."""

    secret = fields.String(required=True)
    uri = fields.String(required=True)


class OtpCode(Schema):
    otp = fields.String(required=True, validate=validate.Regexp(r"\d{6}\Z", error="Six digits."))


class RecoveryCodes(Schema):
    """Each stands in for the app once."""

    recovery_codes = fields.List(fields.String(), required=True)


class MyEmployee(Named):
    account = fields.String(required=True)
    department = fields.Nested(Named, required=True, allow_none=True)
    job_title = fields.String(required=True, allow_none=True)


class MyCompany(Named):
    time_zone = fields.String(required=True)


class Scope(Schema):
    kind = fields.String(required=True, validate=validate.OneOf(["self", "departments", "company"]))
    department_ids = fields.List(fields.UUID(), required=True)
    below_ids = fields.List(fields.UUID(), required=True)


class Permissions(Schema):
    administrator = fields.Boolean(required=True)
    scopes = fields.Dict(keys=fields.String(), values=fields.Nested(Scope), required=True)
    actions = fields.List(fields.String(), required=True)


class Me(Schema):
    employee = fields.Nested(MyEmployee, required=True)
    company = fields.Nested(MyCompany, required=True)
    permissions = fields.Nested(Permissions, required=True)
    switches = fields.Dict(keys=fields.String(), values=fields.Boolean(), required=True)
    must_change_password = fields.Boolean(required=True)
    second_factor = fields.Boolean(required=True, metadata={"description": "whether signing in asks for a code"})
