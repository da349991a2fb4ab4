import eventlet

from shared.nameko.timers import TimerLeadership


class OneAtATime:
    """A connection that others must not use while it waits for its answer."""

    busy = False

    def execute(self, _statement):
        assert not self.busy, "asked while an answer was awaited"
        self.busy = True
        eventlet.sleep(0)
        self.busy = False


class TestLeadership:
    def test_is_asked_for_by_one_timer_at_a_time(self):
        leadership = TimerLeadership()
        leadership._connection = OneAtATime()

        answers = eventlet.GreenPool().imap(lambda _: leadership.held(), range(5))

        assert list(answers) == [True] * 5
