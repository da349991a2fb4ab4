"""What comes in and goes out; unknown fields are refused."""

from marshmallow import Schema, ValidationError, fields, validate

from services.office.push.encryption import SECRET_BYTES, decoded, public_key
from shared.outward.addresses import LONGEST, NotOutward, read


def _is_outward(url: str) -> None:
    try:
        read(url)
    except NotOutward:
        raise ValidationError("Not an address of a push service.") from None


def _is_key(text: str) -> None:
    try:
        public_key(text)
    except ValueError:
        raise ValidationError("Not a key.") from None


def _is_secret(text: str) -> None:
    try:
        right = len(decoded(text)) == SECRET_BYTES
    except ValueError:
        right = False
    if not right:
        raise ValidationError("Not a key.")


class SubscriptionKeys(Schema):
    """As the browser gives them, in base64url."""

    p256dh = fields.String(required=True, validate=[validate.Length(max=200), _is_key])
    auth = fields.String(required=True, validate=[validate.Length(max=100), _is_secret])


class Subscribing(Schema):
    endpoint = fields.String(required=True, validate=[validate.Length(max=LONGEST), _is_outward])
    keys = fields.Nested(SubscriptionKeys, required=True)


class Subscribed(Schema):
    id = fields.UUID(required=True)


class OneSubscription(Schema):
    subscription_id = fields.UUID(required=True)


class PushShown(Schema):
    """`public_key` is None where the installation has no key, and so no web push."""

    public_key = fields.String(required=True, allow_none=True)


class Nothing(Schema):
    """Answers without content."""
