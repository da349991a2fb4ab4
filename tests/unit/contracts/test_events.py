"""An event is a promise: the golden example of each was written once and is read by every later version."""

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from shared.contracts.catalogue import EVENTS
from shared.kernel.events import Event
from tools.asyncapi import asyncapi

GOLDEN = Path(__file__).parent / "golden"
_BY_TYPE = sorted(EVENTS.items())


@pytest.fixture(scope="module")
def document():
    return json.loads(asyncapi())


def golden(name: str) -> dict:
    return json.loads((GOLDEN / f"{name}.json").read_text())


@pytest.mark.parametrize(("name", "event"), _BY_TYPE, ids=[name for name, _ in _BY_TYPE])
class TestGoldenExample:
    def test_is_read_with_nothing_left_out(self, name: str, event: type[Event]) -> None:
        read = event.from_data(golden(name))

        assert golden(name).items() <= read.to_data().items()

    def test_names_its_aggregate(self, name: str, event: type[Event]) -> None:
        assert event.from_data(golden(name)).aggregate_id

    def test_fits_the_published_schema(self, name: str, event: type[Event], document) -> None:
        message = document["channels"][name]["messages"][event.__name__]["payload"]["allOf"][1]
        schema = message["properties"]["data"] | {"components": document["components"]}

        assert not list(Draft202012Validator(schema).iter_errors(golden(name)))

    def test_tells_who_hears_it(self, name: str, event: type[Event]) -> None:
        words = " ".join(event.__doc__.split())

        assert "Sent " in words or "sent " in words
        assert "Heard by" in words


class TestGoldenFolder:
    def test_has_no_example_of_an_event_that_is_gone(self) -> None:
        assert {path.stem for path in GOLDEN.iterdir()} == set(EVENTS)
