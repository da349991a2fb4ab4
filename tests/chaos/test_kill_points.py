"""F01: killed at each named point, once, proven hit."""

import pytest

from shared.testing.eventually import eventually
from shared.testing.live import LiveStack
from tests.chaos.breaking import Breaking
from tests.chaos.load import SOLD, load
from tests.chaos.truth import Truth

# In `make test` the point of each part at which most could be lost or doubled; `make chaos` goes through all.
SHORT = [
    ("crm", "transaction.after_commit"),
    ("crm", "relay.after_confirm"),
    ("stats", "listener.after_commit"),
]
LONG = [
    ("crm", "transaction.before_commit"),
    ("crm", "rpc.before_reply"),
    ("crm", "rpc.after_reply"),
    ("crm", "relay.after_select"),
    ("crm", "relay.mid_batch"),
    ("crm", "relay.after_mark"),
    ("stats", "listener.after_receive"),
    ("stats", "listener.before_inbox"),
    ("stats", "listener.after_inbox"),
    ("stats", "listener.before_commit"),
    ("stats", "listener.after_ack"),
    ("office", "listener.after_commit"),
    ("office", "relay.after_confirm"),
    ("crm", "listener.after_commit"),
]


@pytest.mark.parametrize(
    ("process", "point"),
    [*SHORT, *(pytest.param(*each, marks=pytest.mark.long) for each in LONG)],
)
class TestKilledAtANamedPoint:
    def test_loses_and_doubles_nothing(
        self, chaos_stack: LiveStack, breaking: Breaking, truth: Truth, process: str, point: str
    ) -> None:
        run = f"F01 {process} {point}"

        with load(chaos_stack.url, run=run, seed=1) as journal:
            eventually(lambda: journal.has_done(SOLD), within=60)
            breaking.kill_at(point, process=process)
            answered = journal.answered
            eventually(lambda: journal.answered > answered + 40, within=30)
        breaking.whole()

        truth.holds(journal, run=run)
        assert truth.parked_since() == []
