"""What comes in; unknown fields are refused."""

from collections.abc import Mapping
from typing import Any

from marshmallow import Schema, fields, validate

from services.office.approval_templates.forms import KINDS
from services.office.approvals.rules import STATUSES
from shared.schemas.files import FileIds
from shared.schemas.seen import SeenElsewhere

VIEWS = ("submitted", "to-approve", "team", "copied")
SORTS = ("submitted_at", "finished_at")
_COMMENT = validate.Length(max=1_000)
_CHOSEN = validate.Length(min=1, max=20)
_KEY = validate.Length(min=1, max=40)


class Several(fields.List[Any]):
    """One value or several: a query repeats the parameter."""

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **options: Any) -> list[Any]:
        return super()._deserialize(value if isinstance(value, list) else [value], attr, data, **options)


def _several(inner: fields.Field[Any]) -> Several:
    return Several(inner, load_default=None, validate=validate.Length(min=1, max=30))


class ApprovalFilter(Schema):
    view = fields.String(
        load_default=None,
        validate=validate.OneOf(VIEWS),
        metadata={"description": "without, those I submitted; of a customer or subject, all that I see"},
    )
    turn = fields.String(
        load_default=None,
        validate=validate.OneOf(["now", "later", "acted"]),
        metadata={"description": "of to-approve: mine now, somebody before me has yet to act, I have acted"},
    )
    q = fields.String(load_default=None, validate=validate.Length(max=100))
    status = _several(fields.String(validate=validate.OneOf(STATUSES)))
    form = _several(fields.String(validate=validate.OneOf(KINDS)))
    template_id = _several(fields.UUID())
    submitter_id = _several(fields.UUID())
    department_id = _several(fields.UUID())
    customer_id = fields.UUID(load_default=None)
    subject_id = _several(fields.UUID())
    submitted_from = fields.Date(load_default=None)
    submitted_to = fields.Date(load_default=None)
    sort = fields.String(
        load_default="-submitted_at", validate=validate.OneOf([sign + name for name in SORTS for sign in ("", "-")])
    )
    page = fields.Integer(load_default=1, validate=validate.Range(min=1, max=500))
    page_size = fields.Integer(load_default=20, validate=validate.Range(min=1, max=100))


class OneApproval(Schema):
    approval_id = fields.UUID(required=True)


class Filled(Schema):
    """A form filled in; `fields` answers its questions by their ids, `chosen` names people per step that asks so."""

    template_id = fields.UUID(required=True)
    fields_ = fields.Dict(keys=fields.String(validate=_KEY), values=fields.Raw(allow_none=True), data_key="fields")
    chosen = fields.Dict(
        keys=fields.String(validate=_KEY), values=fields.List(fields.UUID(), validate=_CHOSEN), load_default=dict
    )


class ApprovalDraft(Filled):
    """A form to submit; `file_ids` are the pictures among its answers."""

    customer_id = SeenElsewhere(allow_none=True, load_default=None)
    file_ids = FileIds(most=90)


class Judgement(OneApproval):
    comment = fields.String(load_default="", validate=_COMMENT)


class Refusal(OneApproval):
    reason = fields.String(required=True, validate=[_COMMENT, validate.Regexp(r"(?s).*\S", error="Must not be blank.")])


class HandingOn(Judgement):
    employee_id = fields.UUID(required=True)


class Adding(OneApproval):
    employee_id = fields.UUID(required=True)
    when = fields.String(required=True, validate=validate.OneOf(["before", "after"]))


class Withdrawal(OneApproval):
    reason = fields.String(load_default="", validate=_COMMENT)
