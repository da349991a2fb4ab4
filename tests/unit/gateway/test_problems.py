"""What HTTP and accidents refuse, in the caller's language, and what every answer carries."""

import pytest
from flask import Flask, request
from sqlalchemy.exc import OperationalError

from gateway.problems import handle_problems
from gateway.requests import prepare_requests

EN = {"Accept-Language": "en"}


@pytest.fixture
def client():
    app = Flask("test")
    app.config["MAX_CONTENT_LENGTH"] = 10
    prepare_requests(app)
    handle_problems(app)

    @app.get("/api/v1/accident")
    def accident():
        raise ZeroDivisionError("secret words")

    @app.get("/api/v1/away")
    def away():
        raise OperationalError("select", {}, Exception("connection refused"))

    @app.post("/api/v1/body")
    def body():
        return request.get_data()

    return app.test_client()


class TestProblem:
    @pytest.mark.parametrize(
        ("method", "path", "status", "code"),
        [
            ("GET", "/api/v1/nowhere", 404, "missing"),
            ("POST", "/api/v1/away", 405, "method_not_allowed"),
            ("GET", "/api/v1/accident", 500, "internal"),
            ("GET", "/api/v1/away", 503, "away"),
        ],
    )
    def test_speaks_the_callers_language(self, client, method, path, status, code):
        english = client.open(path, method=method, headers=EN)
        chinese = client.open(path, method=method)

        assert english.status_code == chinese.status_code == status
        assert english.json["code"] == code
        assert english.json["detail"].isascii()
        assert not chinese.json["detail"].isascii()
        assert english.mimetype == "application/problem+json"

    def test_tells_nothing_of_an_accident(self, client):
        assert "secret" not in client.get("/api/v1/accident").text

    def test_says_when_to_come_back(self, client):
        assert int(client.get("/api/v1/away").headers["Retry-After"]) > 0

    def test_names_the_methods_there_are(self, client):
        assert "GET" in client.post("/api/v1/away").headers["Allow"]

    def test_refuses_a_body_that_is_too_large(self, client):
        assert client.post("/api/v1/body", data=b"x" * 11).status_code == 413


class TestEveryAnswer:
    def test_carries_what_keeps_a_browser_safe(self, client):
        headers = client.get("/api/v1/nowhere").headers

        assert headers["X-Content-Type-Options"] == "nosniff"
        assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
        assert "object-src 'none'" in headers["Content-Security-Policy"]
        assert "base-uri 'none'" in headers["Content-Security-Policy"]
        assert headers["Referrer-Policy"] == "same-origin"
        assert headers["Cross-Origin-Resource-Policy"] == headers["Cross-Origin-Opener-Policy"] == "same-origin"
        assert headers["Cache-Control"] == "no-store"
        assert "Access-Control-Allow-Origin" not in headers

    def test_binds_browsers_to_https_where_it_came_by_it(self, client):
        assert "Strict-Transport-Security" not in client.get("/api/v1/nowhere").headers
        secure = client.get("/api/v1/nowhere", base_url="https://example.org").headers
        assert int(secure["Strict-Transport-Security"].split(";")[0].split("=")[1]) >= 31_536_000

    def test_repeats_the_callers_request_id_when_it_is_plain(self, client):
        assert client.get("/api/v1/nowhere", headers={"X-Request-ID": "abc"}).headers["X-Request-ID"] == "abc"
        long = client.get("/api/v1/nowhere", headers={"X-Request-ID": "a" * 65}).headers["X-Request-ID"]
        assert len(long) == 36
