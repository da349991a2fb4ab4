"""Addresses that nothing answers, or only by another method, beside the client's pages that answer everywhere."""

import pytest
from flask import Flask

from gateway.app import API
from gateway.pages import pages
from gateway.problems import handle_problems
from gateway.requests import prepare_requests


@pytest.fixture
def client():
    app = Flask("test", static_folder=None)
    prepare_requests(app)
    handle_problems(app)
    for part in API:
        app.register_blueprint(part, url_prefix="/api/v1")
    app.register_blueprint(pages)
    return app.test_client()


class TestAddress:
    @pytest.mark.parametrize(
        ("method", "path", "status", "allowed"),
        [
            ("GET", "/api/v1/nowhere", 404, None),
            ("POST", "/api/v1/nowhere", 404, None),
            ("DELETE", "/api/v1/", 404, None),
            ("GET", "/api/v1/imports", 405, "POST"),
            ("DELETE", "/api/v1/imports", 405, None),
            ("DELETE", "/api/v1/me", 405, None),
        ],
    )
    def test_is_unknown_or_for_other_methods(self, client, method, path, status, allowed):
        answer = client.open(path, method=method)

        assert (answer.status_code, answer.mimetype) == (status, "application/problem+json")
        if allowed:
            assert answer.headers["Allow"] == allowed
