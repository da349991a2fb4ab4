"""What goes out, for the documentation and the types of clients; the queries make it themselves."""

from marshmallow import Schema, fields, validate

from services.office.approval_templates.forms import KINDS
from services.office.approvals.rules import STATUSES
from services.office.ways import KINDS as STEP_KINDS
from shared.fields import TYPES
from shared.schemas.files import FileShown

_STEP_STATES = ("skipped", "done", "refused", "current", "stopped", "to_come")
_TURN_STATES = ("to_come", "current", "approved", "refused", "closed", "handed_on", "not_needed")


class NamedShown(Schema):
    id = fields.UUID(required=True)
    name = fields.String(required=True)


class SubjectShown(NamedShown):
    kind = fields.String(required=True)


class ApprovalShown(Schema):
    id = fields.UUID(required=True)
    version = fields.Integer(required=True)
    title = fields.String(required=True)
    form = fields.String(required=True, validate=validate.OneOf(KINDS))
    template = fields.Nested(NamedShown, required=True)
    status = fields.String(required=True, validate=validate.OneOf(STATUSES))
    submitter = fields.Nested(NamedShown, required=True)
    customer = fields.Nested(NamedShown, required=True, allow_none=True)
    subject = fields.Nested(SubjectShown, required=True, allow_none=True)
    submitted_at = fields.DateTime(required=True)
    finished_at = fields.DateTime(required=True, allow_none=True)
    waits_for = fields.List(fields.Nested(NamedShown), required=True, metadata={"description": "whose turn it is"})
    mine_now = fields.Boolean(required=True, metadata={"description": "it is the caller's turn"})


class ApprovalsShown(Schema):
    items = fields.List(fields.Nested(ApprovalShown), required=True)
    total = fields.Integer(required=True)
    page = fields.Integer(required=True)
    page_size = fields.Integer(required=True)
    total_is_lower_bound = fields.Boolean()


class CountersShown(Schema):
    submitted = fields.Integer(required=True, metadata={"description": "mine that are not over"})
    to_approve = fields.Integer(required=True, metadata={"description": "my turn now"})
    copied = fields.Integer(required=True)


class AnswerShown(Schema):
    id = fields.String(required=True)
    title = fields.String(required=True)
    type = fields.String(required=True, validate=validate.OneOf(TYPES))
    value = fields.Raw(required=True, allow_none=True)


class TurnShown(Schema):
    person = fields.Nested(NamedShown, required=True)
    state = fields.String(required=True, validate=validate.OneOf(_TURN_STATES))
    since = fields.DateTime(required=True, allow_none=True)
    acted_at = fields.DateTime(required=True, allow_none=True)
    comment = fields.String(required=True)


class StepShown(Schema):
    id = fields.String(required=True)
    name = fields.String(required=True)
    kind = fields.String(required=True, validate=validate.OneOf(STEP_KINDS))
    state = fields.String(required=True, validate=validate.OneOf(_STEP_STATES))
    skipped = fields.String(required=True, allow_none=True, validate=validate.OneOf(["nobody", "submitter"]))
    added_by = fields.String(required=True, allow_none=True)
    turns = fields.List(fields.Nested(TurnShown), required=True)


class ApprovalInFull(ApprovalShown):
    template_version = fields.Integer(required=True)
    answers = fields.List(fields.Nested(AnswerShown), required=True)
    files = fields.List(fields.Nested(FileShown), required=True)
    way = fields.List(fields.Nested(StepShown), required=True)
    copies = fields.List(fields.Nested(NamedShown), required=True)
    reason = fields.String(required=True)
    urged_at = fields.DateTime(required=True, allow_none=True)
    may = fields.List(fields.String(), required=True)


class StepForeseen(Schema):
    id = fields.String(required=True)
    name = fields.String(required=True)
    kind = fields.String(required=True, validate=validate.OneOf(STEP_KINDS))
    skipped = fields.String(required=True, allow_none=True, validate=validate.OneOf(["nobody", "submitter"]))
    to_choose = fields.Boolean(required=True, metadata={"description": "the submitter chooses who approves"})
    people = fields.List(fields.Nested(NamedShown), required=True)


class WayForeseen(Schema):
    """Where what is filled in would go; no flow: it cannot be submitted."""

    flow = fields.String(required=True, allow_none=True)
    steps = fields.List(fields.Nested(StepForeseen), required=True)
    copies = fields.List(fields.Nested(NamedShown), required=True)
