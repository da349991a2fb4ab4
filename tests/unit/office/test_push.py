"""Web push: the RFCs' own example, what is posted where, and when."""

from base64 import urlsafe_b64decode
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, derive_private_key, generate_private_key
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from marshmallow import ValidationError

from services.office.push.encryption import decoded, encoded, encrypt, point_of
from services.office.push.rules import Outcome, due_at, outcome_of, pause
from services.office.push.schemas import Subscribing
from services.office.push.sender import Message, PushSender
from shared.outward.addresses import NotOutward, Outward
from shared.outward.posting import Answered, Unreached

# RFC 8291, appendix A.
AUTH = "BTBZMqHH6r4Tts7J_aSIgg"
P256DH = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"
SENDER, SALT = "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw", "DGv6ra1nlYgDCS1FRnbzlw"
BODY = (
    "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A"
    "_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
)
SHANGHAI = ZoneInfo("Asia/Shanghai")


def pem(key):
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()


class TestEncrypt:
    def test_makes_the_example_of_the_rfc(self):
        sender = derive_private_key(int.from_bytes(decoded(SENDER)), SECP256R1())
        text = b"When I grow up, I want to be a watermelon"

        assert encoded(encrypt(text, p256dh=P256DH, auth=AUTH, salt=decoded(SALT), sender=sender)) == BODY

    def test_differs_each_time(self):
        assert encrypt(b"a", p256dh=P256DH, auth=AUTH) != encrypt(b"a", p256dh=P256DH, auth=AUTH)


class TestSend:
    @pytest.fixture
    def key(self):
        return generate_private_key(SECP256R1())

    @pytest.fixture
    def posted(self):
        return []

    @pytest.fixture
    def sender(self, key, posted):
        def post(address, *, body, headers):
            posted.append((address, body, headers))
            return Answered(201, None)

        return PushSender(
            pem(key), contact="mailto:a@b.example", check=lambda _: Outward("h", "/p", "1.1.1.1"), post=post
        )

    @pytest.fixture
    def message(self):
        content = {"title": "标题"}
        return Message(
            endpoint="https://push.example.com/s/1", p256dh=P256DH, auth=AUTH, topic="t" * 32, content=content
        )

    def test_posts_to_the_checked_address(self, sender, posted, message):
        assert sender.send(message) == Outcome("sent")

        ((address, body, headers),) = posted
        assert address.ip == "1.1.1.1"
        assert body[16:21] == b"\x00\x00\x10\x00\x41"
        assert headers["Content-Encoding"] == "aes128gcm"
        assert headers["Topic"] == "t" * 32

    def test_says_who_sends_with_a_word_for_that_push_service(self, key, sender, posted, message):
        sender.send(message)

        scheme, _, rest = posted[0][2]["Authorization"].partition(" ")
        token, public = (each.strip()[2:] for each in rest.split(","))
        claims = jwt.decode(token, key.public_key(), algorithms=["ES256"], audience="https://push.example.com")
        assert (scheme, public) == ("vapid", encoded(point_of(key.public_key())))
        assert claims["sub"] == "mailto:a@b.example"
        assert len(urlsafe_b64decode(sender.public_key + "=")) == 65

    @pytest.mark.parametrize(("error", "kind"), [(NotOutward("inward"), "gone"), (Unreached("nobody"), "later")])
    def test_bears_what_goes_wrong_on_the_other_side(self, key, message, error, kind):
        def fail(*_, **__):
            raise error

        assert PushSender(pem(key), contact="", check=fail, post=fail).send(message).kind == kind

    def test_tells_of_each_in_order_and_sends_nothing_for_what_was_read(self, sender, posted, message):
        assert sender.send_all([message, None, message]) == [Outcome("sent")] * 3
        assert len(posted) == 2

    def test_takes_a_key_of_the_right_curve_alone(self):
        with pytest.raises(TypeError):
            PushSender(pem(Ed25519PrivateKey.generate()), contact="")


class TestOutcome:
    @pytest.mark.parametrize(
        ("status", "kind"),
        [
            (200, "sent"),
            (201, "sent"),
            (202, "sent"),
            (404, "gone"),
            (410, "gone"),
            (429, "later"),
            (500, "later"),
            (503, "later"),
            (301, "refused"),
            (400, "refused"),
            (403, "refused"),
            (413, "refused"),
        ],
    )
    def test_goes_by_the_status(self, status, kind):
        assert outcome_of(status).kind == kind

    def test_waits_longer_each_time_and_as_long_as_asked(self):
        waits = [pause(tries).total_seconds() for tries in (1, 2, 3, 20)]

        assert waits == [30, 60, 120, 3600]
        assert pause(1, retry_after=90) == timedelta(seconds=90)
        assert pause(1, retry_after=10**9) == timedelta(hours=1)


class TestDueAt:
    @pytest.mark.parametrize(
        ("local", "expected"),
        [
            ("2026-11-25T08:00", "2026-11-25T08:00"),
            ("2026-11-25T21:59", "2026-11-25T21:59"),
            ("2026-11-25T22:00", "2026-11-26T08:00"),
            ("2026-11-25T00:05", "2026-11-25T08:00"),
        ],
    )
    def test_leaves_people_their_night(self, local, expected):
        now = datetime.fromisoformat(local).replace(tzinfo=SHANGHAI).astimezone(UTC)

        assert due_at("birthday", now=now, zone=SHANGHAI) == datetime.fromisoformat(expected).replace(tzinfo=SHANGHAI)

    def test_is_now_for_what_people_do(self):
        midnight = datetime(2026, 11, 25, tzinfo=SHANGHAI)

        assert due_at("mention", now=midnight, zone=SHANGHAI) == midnight


class TestSubscribing:
    @pytest.fixture
    def given(self):
        return {"endpoint": "https://push.example.com/s/1", "keys": {"p256dh": P256DH, "auth": AUTH}}

    def test_takes_what_a_browser_gives(self, given):
        assert Subscribing().load(given) == given

    @pytest.mark.parametrize("endpoint", ["http://push.example.com/s", "https://10.0.0.1/s", "https://rabbitmq/s", ""])
    def test_refuses_an_address_that_is_not_outward(self, given, endpoint):
        with pytest.raises(ValidationError):
            Subscribing().load(given | {"endpoint": endpoint})

    @pytest.mark.parametrize("keys", [{"p256dh": AUTH}, {"p256dh": "!"}, {"auth": P256DH}, {"auth": "a"}, {"auth": ""}])
    def test_refuses_what_is_no_key(self, given, keys):
        with pytest.raises(ValidationError):
            Subscribing().load(given | {"keys": given["keys"] | keys})
