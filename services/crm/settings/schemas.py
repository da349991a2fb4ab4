"""What comes in and goes out; unknown fields are refused."""

from typing import Any

from marshmallow import Schema, ValidationError, fields, validate, validates_schema

from services.crm.settings.first_values import BECOMES, KINDS

_LONGEST_NAME = 30
_MOST_DAYS = 3_650
_MOST_CHOICES = 200
_DAYS = validate.Range(min=1, max=_MOST_DAYS)
_RED_DAYS = validate.Range(min=0, max=365)


def _name(*, required: bool) -> fields.String:
    checks = [validate.Length(max=_LONGEST_NAME), validate.Regexp(r".*\S", error="Must not be blank.")]
    return fields.String(required=required, validate=checks)


def _limit(most: int) -> fields.Integer:
    return fields.Integer(strict=True, required=True, allow_none=True, validate=validate.Range(min=1, max=most))


class Kind(Schema):
    kind = fields.String(required=True, validate=validate.OneOf(KINDS))


class OneChoice(Kind):
    choice_id = fields.UUID(required=True)


class _ChoiceFields(Schema):
    """`chance` in percent belongs to the stages of opportunities alone, `becomes_id` to statuses and tags (S4)."""

    chance = fields.Integer(strict=True, validate=validate.Range(min=0, max=100))
    becomes_id = fields.UUID(allow_none=True)

    @validates_schema
    def _of_stages(self, given: dict[str, Any], **_: Any) -> None:
        if "chance" in given and given.get("kind") != "stages":
            raise ValidationError("Unknown field.", "chance")
        if "becomes_id" in given and given.get("kind") not in BECOMES:
            raise ValidationError("Unknown field.", "becomes_id")


class ChoiceDraft(_ChoiceFields, Kind):
    name = _name(required=True)


class ChoiceChange(_ChoiceFields, OneChoice):
    name = _name(required=False)
    enabled = fields.Boolean()


class ChoiceOrder(Kind):
    ids = fields.List(fields.UUID(), required=True, validate=validate.Length(max=_MOST_CHOICES))


class ChoiceShown(Schema):
    id = fields.UUID(required=True)
    name = fields.String(required=True)
    order = fields.Integer(required=True)
    enabled = fields.Boolean(required=True)
    chance = fields.Integer()
    outcome = fields.String(validate=validate.OneOf(["open", "won", "lost"]))
    becomes_id = fields.UUID(allow_none=True)


class ChoicesShown(Schema):
    items = fields.List(fields.Nested(ChoiceShown), required=True)


class OneRule(Schema):
    rule_id = fields.UUID(required=True)


def _days() -> fields.Integer:
    """None: this deadline is off."""
    return fields.Integer(strict=True, allow_none=True, validate=_DAYS)


class _RuleFields(Schema):
    days_without_follow_up = _days()
    days_without_visit = _days()
    days_without_call = _days()
    joined = fields.String(validate=validate.OneOf(["any", "all"]))
    days_to_sign = _days()
    status_ids = fields.List(fields.UUID(), validate=validate.Length(max=50))
    tag_ids = fields.List(fields.UUID(), validate=validate.Length(max=50))


class RuleDraft(_RuleFields):
    name = _name(required=True)
    enabled = fields.Boolean(load_default=True)
    red_days = fields.Integer(strict=True, load_default=3, validate=_RED_DAYS)


class RuleChange(_RuleFields, OneRule):
    version = fields.Integer(required=True, strict=True)
    name = _name(required=False)
    enabled = fields.Boolean()
    red_days = fields.Integer(strict=True, validate=_RED_DAYS)


class RuleShown(Schema):
    id = fields.UUID(required=True)
    version = fields.Integer(required=True)
    name = fields.String(required=True)
    enabled = fields.Boolean(required=True)
    days_without_follow_up = fields.Integer(required=True, allow_none=True)
    days_without_visit = fields.Integer(required=True, allow_none=True)
    days_without_call = fields.Integer(required=True, allow_none=True)
    joined = fields.String(required=True)
    days_to_sign = fields.Integer(required=True, allow_none=True)
    status_ids = fields.List(fields.UUID(), required=True)
    tag_ids = fields.List(fields.UUID(), required=True)
    red_days = fields.Integer(required=True)


class RulesShown(Schema):
    items = fields.List(fields.Nested(RuleShown), required=True)


class Limits(Schema):
    version = fields.Integer(required=True, strict=True)
    may_hold = _limit(1_000_000)
    signed_ones_count = fields.Boolean(load_default=False)
    may_take_a_day = _limit(10_000)
    days_before_taken_back = _limit(_MOST_DAYS)
    reason_required = fields.Boolean(required=True)
    participants_may_edit = fields.Boolean(required=True)


class Nothing(Schema):
    """Answers without content."""
