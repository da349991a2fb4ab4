import json

import pytest

from shared.logging import get_logger, set_up
from shared.logging.redaction import REDACTED, redact


class TestRedact:
    @pytest.mark.parametrize(
        "name",
        ["password", "new_password", "Authorization", "Set-Cookie", "refresh_token", "auth-token", "otp"],
    )
    def test_hides_what_stands_under_a_secret_s_name(self, name):
        assert redact({name: "s3cret"}) == {name: REDACTED}

    def test_looks_into_lists_and_mappings(self):
        assert redact({"headers": [{"cookie": "a"}, {"accept": "b"}]}) == {
            "headers": [{"cookie": REDACTED}, {"accept": "b"}]
        }

    def test_leaves_the_rest(self):
        assert redact({"employee": "e1", "ms": 3}) == {"employee": "e1", "ms": 3}


class TestLog:
    def test_is_one_json_object_a_line_without_secrets(self, capfdbinary):
        set_up("crm")

        get_logger().info("signed_in", employee="王芳", password="hunter2", request_id="r1")

        line = json.loads(capfdbinary.readouterr().out)
        assert line["event"] == "signed_in"
        assert line["service"] == "crm"
        assert line["employee"] == "王芳"
        assert line["password"] == REDACTED
