"""What the organization's endpoints take and answer."""

from zoneinfo import available_timezones

from marshmallow import Schema, ValidationError, fields, validate

from gateway.schemas import Named, Paged, Trimmed, name_field
from shared.contracts.permissions import ACTIONS, FUNCTIONS

KINDS = ("self", "department", "department_and_below", "departments", "company")
_ORDER = validate.Range(min=0, max=100_000)
_ACCOUNT = [
    validate.Length(min=3, max=50),
    validate.Regexp(r"[A-Za-z0-9@._+-]+\Z", error="Only letters, digits and @ . _ + - are allowed."),
]


def _version() -> fields.Integer:
    return fields.Integer(required=True, strict=True)


class Department(Named):
    version = fields.Integer(required=True)
    parent_id = fields.UUID(required=True, allow_none=True)
    order = fields.Integer(required=True)
    head = fields.Nested(Named, required=True, allow_none=True)
    employees = fields.Integer(required=True, metadata={"description": "enabled ones, of this department alone"})


class DepartmentDraft(Schema):
    name = name_field(required=True)
    parent_id = fields.UUID(load_default=None, allow_none=True)
    order = fields.Integer(load_default=None, strict=True, validate=_ORDER)
    head_id = fields.UUID(load_default=None, allow_none=True)


class DepartmentChange(Schema):
    version = _version()
    name = name_field()
    parent_id = fields.UUID(allow_none=True)
    order = fields.Integer(strict=True, validate=_ORDER)
    head_id = fields.UUID(allow_none=True)


class Colleague(Named):
    account = fields.String(required=True)
    job_title = fields.String(required=True, allow_none=True)
    department = fields.Nested(Named, required=True, allow_none=True)


class EmployeeFilter(Paged):
    q = fields.String(load_default=None, validate=validate.Length(max=100))
    department_id = fields.UUID(load_default=None, metadata={"description": "with all departments below"})
    enabled = fields.Boolean(load_default=None)


class Employee(Named):
    """`roles` and `must_change_password` are null for a reader who does not manage the organization."""

    version = fields.Integer(required=True)
    account = fields.String(required=True)
    department = fields.Nested(Named, required=True, allow_none=True)
    superior = fields.Nested(Named, required=True, allow_none=True)
    job_title = fields.Nested(Named, required=True, allow_none=True)
    roles = fields.List(fields.Nested(Named), required=True, allow_none=True)
    enabled = fields.Boolean(required=True)
    must_change_password = fields.Boolean(required=True, allow_none=True)


class EmployeeDraft(Schema):
    name = name_field(required=True)
    account = Trimmed(required=True, validate=_ACCOUNT)
    department_id = fields.UUID(required=True, allow_none=True)
    superior_id = fields.UUID(load_default=None, allow_none=True)
    job_title_id = fields.UUID(load_default=None, allow_none=True)
    role_ids = fields.List(fields.UUID(), required=True, validate=validate.Length(max=50))


class EmployeeChange(Schema):
    version = _version()
    name = name_field()
    account = Trimmed(validate=_ACCOUNT)
    department_id = fields.UUID(allow_none=True)
    superior_id = fields.UUID(allow_none=True)
    job_title_id = fields.UUID(allow_none=True)
    role_ids = fields.List(fields.UUID(), validate=validate.Length(max=50))


class JobTitle(Named):
    order = fields.Integer(required=True)
    enabled = fields.Boolean(required=True)


class JobTitleDraft(Schema):
    name = name_field(required=True)


class JobTitleChange(Schema):
    name = name_field()
    order = fields.Integer(strict=True, validate=_ORDER)
    enabled = fields.Boolean()


class RoleScope(Schema):
    """Whose records a function shows; the ids count where the kind is `departments`."""

    kind = fields.String(required=True, validate=validate.OneOf(KINDS))
    department_ids = fields.List(fields.UUID(), load_default=list, validate=validate.Length(max=1000))
    below_ids = fields.List(fields.UUID(), load_default=list, validate=validate.Length(max=1000))


class RoleDraft(Schema):
    name = name_field(required=True)
    functions = fields.Dict(
        keys=fields.String(validate=validate.OneOf(FUNCTIONS)), values=fields.Nested(RoleScope), load_default=dict
    )
    actions = fields.List(fields.String(validate=validate.OneOf(ACTIONS)), load_default=list)


class RoleChange(Schema):
    version = _version()
    name = name_field()
    functions = fields.Dict(keys=fields.String(validate=validate.OneOf(FUNCTIONS)), values=fields.Nested(RoleScope))
    actions = fields.List(fields.String(validate=validate.OneOf(ACTIONS)))


class Role(Named):
    version = fields.Integer(required=True)
    administrator = fields.Boolean(required=True)
    functions = fields.Dict(keys=fields.String(), values=fields.Nested(RoleScope), required=True)
    actions = fields.List(fields.String(), required=True)
    employees = fields.Integer(required=True)


class Permission(Schema):
    key = fields.String(required=True)
    name = fields.String(required=True)


class Permissions(Schema):
    """Everything a role can switch on, in the caller's language."""

    functions = fields.List(fields.Nested(Permission), required=True)
    actions = fields.List(fields.Nested(Permission), required=True)


class Company(Named):
    version = fields.Integer(required=True)
    time_zone = fields.String(required=True)
    administrators_need_second_factor = fields.Boolean(required=True)


def _known_time_zone(name: str) -> None:
    """No list of names: it would make the described interface that of one machine's tables."""
    if name not in available_timezones():
        raise ValidationError("Not a known time zone.")


class CompanyChange(Schema):
    version = _version()
    name = name_field()
    time_zone = fields.String(validate=_known_time_zone)
    administrators_need_second_factor = fields.Boolean(metadata={"description": "changed by administrators alone"})


class ShortMessage(Schema):
    id = fields.UUID(required=True)
    phone = fields.String(required=True)
    text = fields.String(required=True)
    written_at = fields.AwareDateTime(required=True)
