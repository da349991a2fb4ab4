"""What comes in and goes out; unknown fields are refused."""

from typing import Any

from marshmallow import Schema, ValidationError, fields, validate, validates_schema

from services.office.notifications.table import KINDS

_MOST = 500


class NotificationFilter(Schema):
    unread = fields.Boolean(load_default=False)
    kind = fields.String(load_default=None, validate=validate.OneOf(list(KINDS)))
    page = fields.Integer(load_default=1, validate=validate.Range(min=1, max=500))
    page_size = fields.Integer(load_default=20, validate=validate.Range(min=1, max=100))


class OneNotification(Schema):
    notification_id = fields.UUID(required=True)


class ReadNotifications(Schema):
    """Either `ids` or `all`; `kind` limits `all` to one kind."""

    ids = fields.List(fields.UUID(), validate=validate.Length(min=1, max=_MOST))
    all = fields.Boolean()
    kind = fields.String(load_default=None, validate=validate.OneOf(list(KINDS)))

    @validates_schema
    def _one_of_two(self, given: dict[str, Any], **_: Any) -> None:
        if bool(given.get("ids")) == bool(given.get("all")):
            raise ValidationError("Give either ids or all.", "ids")


class Opened(Schema):
    """The record it opens; `address` is the client's."""

    kind = fields.String(required=True)
    id = fields.UUID(required=True, allow_none=True)
    address = fields.String(required=True)


class _Named(Schema):
    id = fields.UUID(required=True)
    name = fields.String(required=True)


class NotificationShown(Schema):
    id = fields.UUID(required=True)
    kind = fields.String(required=True)
    title = fields.String(required=True)
    text = fields.String(required=True)
    by = fields.Nested(_Named, required=True, allow_none=True)
    opens = fields.Nested(Opened, required=True)
    at = fields.DateTime(required=True)
    read_at = fields.DateTime(required=True, allow_none=True)


class NotificationPage(Schema):
    items = fields.List(fields.Nested(NotificationShown), required=True)
    total = fields.Integer(required=True)
    page = fields.Integer(required=True)
    page_size = fields.Integer(required=True)
    unread = fields.Integer(required=True)
    total_is_lower_bound = fields.Boolean()


class UnreadCounted(Schema):
    unread = fields.Integer(required=True)


class Read(Schema):
    done = fields.Integer(required=True)
    unread = fields.Integer(required=True)


class KindSwitched(Schema):
    kind = fields.String(required=True, validate=validate.OneOf(list(KINDS)))
    enabled = fields.Boolean(required=True)


class KindsSwitched(Schema):
    items = fields.List(fields.Nested(KindSwitched), required=True, validate=validate.Length(max=len(KINDS)))


class KindShown(Schema):
    kind = fields.String(required=True)
    name = fields.String(required=True)
    enabled = fields.Boolean(required=True)


class KindsShown(Schema):
    items = fields.List(fields.Nested(KindShown), required=True)
