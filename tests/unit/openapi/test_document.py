"""The OpenAPI document is right, whole and fresh."""

from collections import Counter

import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator

from gateway.routes import ROUTES
from tools.openapi.document import document, operations
from tools.openapi.operations import of_view


@pytest.fixture(scope="module")
def made():
    return document()


class TestDocument:
    def test_is_openapi_3_1(self, made):
        OpenAPIV31SpecValidator(made).validate()

    def test_has_every_route(self, made):
        written = {(method.upper(), path) for path, each in made["paths"].items() for method in each}

        assert len(written) == len(operations())
        assert {operation["operationId"] for each in made["paths"].values() for operation in each.values()} >= {
            route.calls for route in ROUTES
        }

    def test_names_each_operation_once(self, made):
        names = Counter(operation["operationId"] for each in made["paths"].values() for operation in each.values())

        assert [name for name, times in names.items() if times > 1] == []

    def test_states_what_each_operation_answers(self, made):
        silent = [
            operation["operationId"]
            for each in made["paths"].values()
            for operation in each.values()
            for status, answer in operation["responses"].items()
            if status in ("200", "201", "202") and answer.get("content", {}).get("application/json") == {}
        ]

        assert silent == ["read_interface"]

    def test_refuses_unknown_fields_of_bodies(self, made):
        draft = made["components"]["schemas"]["CustomerDraft"]

        assert draft["additionalProperties"] is False

    def test_says_what_is_null_at_times(self, made):
        department = made["components"]["schemas"]["Employee"]["properties"]["department"]

        assert department == {"anyOf": [{"$ref": "#/components/schemas/Named"}, {"type": "null"}]}


class TestGuards:
    def test_a_view_that_says_nothing_of_itself_is_refused(self):
        with pytest.raises(LookupError):
            of_view(lambda: None, method="GET", path="/secret")
