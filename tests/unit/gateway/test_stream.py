"""Who hears what on the live stream."""

import pytest

from gateway.stream.http import _written
from gateway.stream.hub import Hub, News, TooManyStreams
from shared.kernel.errors import Unauthenticated

JOB = News("job", {"id": "j"})


@pytest.fixture
def hub():
    return Hub(most=3)


class TestHub:
    def test_tells_an_employee_alone_or_the_company(self, hub):
        one, other = (hub.open(company_id="a", employee_id=each) for each in ("1", "2"))
        foreign = hub.open(company_id="b", employee_id="1")

        hub.tell(company_id="a", employee_id="1", news=JOB)
        hub.tell(company_id="a", employee_id=None, news=News("counters", {}))

        assert [each.name for each in one.wait(0)] == ["job", "counters"]
        assert [each.name for each in other.wait(0)] == ["counters"]
        assert foreign.wait(0) == []

    def test_tells_changes_together(self, hub):
        listener = hub.open(company_id="a", employee_id="1")
        for changed in ("x", "y", "x"):
            hub.note_change(company_id="a", aggregate="customer", aggregate_id=changed)
        hub.note_change(company_id="b", aggregate="customer", aggregate_id="z")

        hub.tell_changes()
        hub.tell_changes()

        assert listener.wait(0) == [News("changed", {"aggregate": "customer", "ids": ["x", "y"]})]

    def test_has_room_for_so_many(self, hub):
        opened = [hub.open(company_id="a", employee_id="1") for _ in range(3)]
        with pytest.raises(TooManyStreams):
            hub.open(company_id="b", employee_id="1")

        hub.leave(opened[0])

        assert hub.open(company_id="b", employee_id="1")

    def test_drops_the_oldest_for_one_that_is_slow(self, hub):
        listener = hub.open(company_id="a", employee_id="1")

        for number in range(1_000):
            hub.tell(company_id="a", employee_id="1", news=News("job", number))

        assert [each.body for each in listener.wait(0)][-1] == 999


class TestStream:
    def written(self, hub, listener, *, check=lambda: None):
        return _written(listener, leave=hub.leave, check=check)

    def test_writes_news_with_numbers(self, hub):
        listener = hub.open(company_id="a", employee_id="1")
        stream = self.written(hub, listener)
        next(stream)

        listener.tell(JOB)

        assert next(stream) == b'id: 1\nevent: job\ndata: {"id":"j"}\n\n'

    def test_beats_when_nothing_happens(self, hub, monkeypatch):
        monkeypatch.setattr("gateway.stream.http.BEAT_SECONDS", 0.01)
        stream = self.written(hub, hub.open(company_id="a", employee_id="1"))
        next(stream)

        assert next(stream) == b": beat\n\n"

    def test_ends_when_signed_out(self, hub, monkeypatch):
        monkeypatch.setattr("gateway.stream.http.BEAT_SECONDS", 0.01)
        monkeypatch.setattr("gateway.stream.http.CHECK_SECONDS", 0)

        def signed_out():
            raise Unauthenticated

        stream = self.written(hub, hub.open(company_id="a", employee_id="1"), check=signed_out)

        assert list(stream) == [b"retry: 2000\n: hello\n\n"]
        assert all(hub.open(company_id="a", employee_id="1") for _ in range(3)), "its place is free again"

    def test_ends_with_the_process(self, hub):
        stream = self.written(hub, hub.open(company_id="a", employee_id="1"))
        next(stream)

        hub.close()

        assert list(stream) == []
        with pytest.raises(TooManyStreams):
            hub.open(company_id="a", employee_id="1")
