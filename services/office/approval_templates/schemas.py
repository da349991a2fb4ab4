"""What comes in and goes out; unknown fields are refused."""

from typing import Any

from marshmallow import Schema, fields, validate

from services.office.approval_templates.forms import KINDS
from services.office.approval_templates.rules import COMPARISONS
from services.office.ways import KINDS as STEP_KINDS
from shared.fields import TYPES

_KEY = validate.Regexp(r"[A-Za-z0-9_-]{1,40}\Z")
_MOST_LEVELS = 10
_MOST_IDS = validate.Length(max=50)
_NOT_BLANK = validate.Regexp(r".*\S", error="Must not be blank.")
APPROVERS = ("people", "superior", "superiors", "head", "role", "chosen")


def _key() -> fields.String:
    return fields.String(required=True, validate=_KEY)


def _words(longest: int) -> list[validate.Validator]:
    return [validate.Length(max=longest), _NOT_BLANK]


def _listed(schema: type[Schema], most: int) -> fields.List[Any]:
    return fields.List(fields.Nested(schema), required=True, validate=validate.Length(max=most))


class Question(Schema):
    """A question of the form; the types are those of custom fields."""

    id = _key()
    title = fields.String(required=True, validate=_words(30))
    type = fields.String(required=True, validate=validate.OneOf(TYPES))
    required = fields.Boolean(load_default=False)
    choices = fields.List(fields.String(validate=_words(50)), load_default=list, validate=validate.Length(max=50))


class Condition(Schema):
    """Of a field: `is` with `value`, or `one_of` the `values`; of department (with all below) or role: `ids`."""

    of = fields.String(required=True, validate=validate.OneOf(["field", "department", "role"]))
    field = fields.String(validate=_KEY)
    value = fields.String(validate=validate.Length(max=30))
    values = fields.List(fields.String(validate=validate.Length(max=50)), validate=validate.Length(max=50))
    ids = fields.List(fields.UUID(), validate=_MOST_IDS)


# `is` is a word of Python, so that it cannot be written as an attribute of a class.
ConditionOfTemplate: Any = Condition.from_dict(
    {"is": fields.String(validate=validate.OneOf([*COMPARISONS, "one_of"]))}, name="ApprovalCondition"
)


class Approver(Schema):
    """Who is meant: `ids` of people, `level` of superiors, `role_id` of a role."""

    kind = fields.String(required=True, validate=validate.OneOf(APPROVERS))
    ids = fields.List(fields.UUID(), validate=_MOST_IDS)
    level = fields.Integer(strict=True, load_default=1, validate=validate.Range(min=1, max=_MOST_LEVELS))
    role_id = fields.UUID(allow_none=True)


class Copy(Approver):
    at = fields.String(load_default="end", validate=validate.OneOf(["start", "end"]))


class Nobody(Schema):
    do = fields.String(required=True, validate=validate.OneOf(["pass", "administrators", "person"]))
    employee_id = fields.UUID(allow_none=True, load_default=None)


class StepOfFlow(Schema):
    id = _key()
    name = fields.String(required=True, validate=_words(30))
    kind = fields.String(required=True, validate=validate.OneOf(STEP_KINDS))
    approvers = _listed(Approver, 20)
    nobody = fields.Nested(Nobody, required=True)
    submitter = fields.String(load_default="skip", validate=validate.OneOf(["skip", "keep"]))
    conditions = fields.List(fields.Nested(ConditionOfTemplate), load_default=list, validate=validate.Length(max=10))


class Flow(Schema):
    id = _key()
    name = fields.String(required=True, validate=_words(30))
    conditions = fields.List(fields.Nested(ConditionOfTemplate), load_default=list, validate=validate.Length(max=10))
    steps = _listed(StepOfFlow, 20)
    copies = fields.List(fields.Nested(Copy), load_default=list, validate=validate.Length(max=20))


class Content(Schema):
    fields_ = fields.List(fields.Nested(Question), required=True, data_key="fields", validate=validate.Length(max=30))
    flows = _listed(Flow, 10)


class OneTemplate(Schema):
    template_id = fields.UUID(required=True)


class TemplateDraft(Schema):
    name = fields.String(required=True, validate=_words(30))
    description = fields.String(load_default="", validate=validate.Length(max=200))


class TemplateChange(OneTemplate):
    version = fields.Integer(required=True, strict=True)
    name = fields.String(validate=_words(30))
    description = fields.String(validate=validate.Length(max=200))
    enabled = fields.Boolean()


class Drawing(OneTemplate):
    version = fields.Integer(required=True, strict=True)
    content = fields.Nested(Content, required=True)


class Publishing(OneTemplate):
    version = fields.Integer(required=True, strict=True)


class TemplateShown(Schema):
    id = fields.UUID(required=True)
    version = fields.Integer(required=True)
    name = fields.String(required=True)
    form = fields.String(required=True, validate=validate.OneOf(KINDS))
    description = fields.String(required=True)
    enabled = fields.Boolean(required=True)
    published = fields.Integer(required=True, allow_none=True, metadata={"description": "the version in use"})
    changed = fields.Boolean(required=True, metadata={"description": "the draft is not what is published"})
    flows = fields.Integer(required=True, metadata={"description": "of the version in use; without, nothing begins"})
    by_hand = fields.Boolean(required=True, metadata={"description": "filled in by people, not handed in by the CRM"})
    updated_at = fields.DateTime(required=True)


class TemplatesShown(Schema):
    items = fields.List(fields.Nested(TemplateShown), required=True)


class TemplateInFull(TemplateShown):
    """`fields` are the questions of the version in use; `draft` is there for those who may change templates."""

    fields_ = fields.List(fields.Nested(Question), required=True, data_key="fields")
    draft = fields.Nested(Content, required=True, allow_none=True)


class VersionShown(Schema):
    number = fields.Integer(required=True)
    published_at = fields.DateTime(required=True)
    published_by = fields.String(required=True, allow_none=True)
    content = fields.Nested(Content, required=True)


class VersionsShown(Schema):
    items = fields.List(fields.Nested(VersionShown), required=True)


class Nothing(Schema):
    """Answers without content."""
