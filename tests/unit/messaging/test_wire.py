import json

import pytest

from shared.kernel.errors import Conflict, Invalid
from shared.messaging.wire import RemoteError, failure, request_body, result_of, success


class TestRequestBody:
    def test_is_nameko_s(self):
        assert json.loads(request_body({"name": "启"})) == {"args": [], "kwargs": {"name": "启"}}

    def test_takes_json_as_it_is(self):
        assert request_body(b'{"name":1}') == request_body({"name": 1})


class TestResultOf:
    @pytest.mark.parametrize("body", [b"null", b'{"error":null}', b'[1,"\\u4e2d"]', b'"result"', b"0"])
    def test_gives_back_exactly_the_bytes_answered(self, body):
        assert result_of(success(body)) == body
        assert json.loads(success(body))["error"] is None

    def test_raises_the_error_with_code_kind_words_and_fields(self):
        error = Invalid(errors={"name": ["too long"]}, limit=50)

        with pytest.raises(RemoteError) as raised:
            result_of(failure(error.to_wire("en")))

        assert raised.value.to_wire("en") == error.to_wire("en")

    def test_keeps_the_language_it_was_told_in(self):
        with pytest.raises(RemoteError) as raised:
            result_of(failure(Conflict().to_wire("zh-CN")))

        assert raised.value.detail("en") == Conflict().detail("zh-CN")

    def test_reads_a_stock_nameko_service(self):
        assert json.loads(result_of(b'{"result": {"a": 1}, "error": null}')) == {"a": 1}

    def test_hides_the_words_of_a_stock_nameko_error(self):
        stock = {"exc_type": "ValueError", "exc_path": "ValueError", "exc_args": ["secret"], "value": "secret"}

        with pytest.raises(RemoteError) as raised:
            result_of(json.dumps({"result": None, "error": stock}).encode())

        assert raised.value.kind == "internal"
        assert "secret" not in raised.value.detail("en")
