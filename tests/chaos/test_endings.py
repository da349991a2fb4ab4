"""F04: what ends is asked to, and ends."""

import psutil

from shared.testing.eventually import eventually
from shared.testing.live import LiveStack
from tests.chaos.breaking import Breaking
from tests.journeys.person import Person


class TestStream:
    def test_ends_cleanly_with_its_process(self, chaos_stack: LiveStack, breaking: Breaking) -> None:
        person = Person(chaos_stack.url, account="13800000005")
        gateway = psutil.Process(chaos_stack.processes["gateway"].pid)
        workers = gateway.children()
        with person.ask("GET", "/stream", stream=True) as answer:
            lines = (line for line in answer.iter_lines(chunk_size=1, decode_unicode=True) if line)
            while "hello" not in next(lines):
                pass

            for worker in workers:
                worker.terminate()

            assert list(lines) in ([], [": beat"])
            assert eventually(lambda: not any(worker.is_running() for worker in workers), within=8)
        breaking.whole()
