"""F02, F05, F08: processes, the broker and the database die under load."""

import random
from collections.abc import Callable

import pytest

from shared.testing.eventually import eventually
from shared.testing.live import LiveStack
from tests.chaos.breaking import Breaking
from tests.chaos.journal import Journal
from tests.chaos.load import ALL_KINDS, SOLD, load
from tests.chaos.truth import Truth

PROCESSES = ("gateway", "crm", "stats", "office")


def _goes_on(journal: Journal, *, changes: int) -> None:
    """Waits until so many more changes were answered."""
    before = journal.answered

    def gone_on() -> bool:
        assert journal.answered >= before + changes, (before, journal.answered, journal.troubles)
        return True

    eventually(gone_on, within=60)


def _kill_processes(breaking: Breaking, journal: Journal, *, times: int) -> None:
    chosen = random.Random(2)
    for _ in range(times):
        breaking.kill(chosen.choice(PROCESSES))
        _goes_on(journal, changes=chosen.randint(3, 12))


class TestCrash:
    @pytest.mark.parametrize(
        ("name", "crash"),
        [
            ("F02", lambda breaking, journal: _kill_processes(breaking, journal, times=4)),
            ("F05", lambda breaking, _: breaking.kill("rabbitmq")),
            ("F08 restart", lambda breaking, _: breaking.restart_postgres_at_once()),
            ("F08 backends", lambda breaking, _: breaking.end_half_the_backends()),
            pytest.param(
                "F02 long",
                lambda breaking, journal: _kill_processes(breaking, journal, times=40),
                marks=(pytest.mark.long, pytest.mark.timeout(900)),
            ),
        ],
    )
    def test_loses_and_doubles_nothing(
        self,
        chaos_stack: LiveStack,
        breaking: Breaking,
        truth: Truth,
        name: str,
        crash: Callable[[Breaking, Journal], None],
    ) -> None:
        with load(chaos_stack.url, run=name, seed=2) as journal:
            eventually(lambda: journal.has_done(SOLD), within=60)
            crash(breaking, journal)
            _goes_on(journal, changes=40)
            eventually(lambda: journal.has_done(ALL_KINDS), within=60)
        breaking.whole()

        truth.holds(journal, run=name)
        assert truth.parked_since() == []

    @pytest.mark.long
    @pytest.mark.timeout(900)
    def test_of_everything_in_turns_loses_and_doubles_nothing(
        self, chaos_stack: LiveStack, breaking: Breaking, truth: Truth
    ) -> None:
        with load(chaos_stack.url, run="mixed", seed=3) as journal:
            eventually(lambda: journal.has_done(SOLD), within=60)
            for _ in range(3):
                for break_something in (
                    breaking.restart_postgres_at_once,
                    lambda: breaking.kill("rabbitmq"),
                    lambda: _kill_processes(breaking, journal, times=5),
                    breaking.end_half_the_backends,
                ):
                    break_something()
                    _goes_on(journal, changes=30)
        breaking.whole()

        truth.holds(journal, run="mixed")
        assert truth.parked_since() == []
