"""R8: six defects that this design exists to prevent, each planted in a copy of the code; some test must notice."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, kw_only=True)
class Defect:
    """What stands in a file, what the defect puts in its place, and the tests that must fail then."""

    name: str
    file: str
    sound: str
    broken: str
    noticed_by: str

    def plant(self, root: Path) -> None:
        """:raises AssertionError: the code has moved on, and the defect with it"""
        path = root / self.file
        text = path.read_text()
        assert text.count(self.sound) == 1, f"{self.file} no longer has: {self.sound}"
        path.write_text(text.replace(self.sound, self.broken))


DEFECTS = (
    Defect(
        name="acknowledged before it is applied",
        file="shared/nameko/listening.py",
        sound="""        try:
            verdict = listener.take(batch)
        except Stopped:
            return
        _acknowledge(channel, batch, rejected=set(verdict.rejected))
""",
        broken="""        _acknowledge(channel, batch, rejected=set())
        listener.take(batch)
""",
        noticed_by="tests/integration/messaging/test_listening.py",
    ),
    Defect(
        name="marked before it is confirmed",
        file="shared/messaging/relay.py",
        sound="        confirmed, unrouted = publisher.settle()\n",
        broken="        cursor.execute(_MARK, ([row[0] for row in rows],))\n"
        "        confirmed, unrouted = publisher.settle()\n",
        noticed_by="tests/integration/messaging/test_relay.py",
    ),
    Defect(
        name="no inbox",
        file="shared/messaging/applying.py",
        sound="    fresh = [each for event_id, each in ids.items() if event_id in new]\n",
        broken="    fresh = list(ids.values())\n",
        noticed_by="tests/integration/messaging/test_applying.py",
    ),
    Defect(
        name="no version guard",
        file="shared/messaging/applying.py",
        sound="    ready = history.put_in_order(fresh)\n",
        broken="    ready = list(fresh)\n",
        noticed_by="tests/integration/messaging/test_listening.py",
    ),
    Defect(
        name="rows and events in two transactions",
        file="shared/database/transaction.py",
        sound="""        if self._published:
            self.connection.execute(_TELL, self._published)
            self._published, self._tells = [], True

    def commit(self) -> None:
        self.flush()
        if self._tells:
            kill_point("transaction.before_commit")
        self.connection.commit()
""",
        broken="""
    def commit(self) -> None:
        self.flush()
        self.connection.commit()
        if self._published:
            kill_point("transaction.before_commit")
            for each in self._published:
                link_of(self.connection).enter(each["company_id"])
                self.connection.execute(_TELL, [each])
            self._published = []
            self.connection.commit()
""",
        noticed_by="tests/chaos/test_kill_points.py::TestKilledAtANamedPoint::"
        "test_loses_and_doubles_nothing[crm-transaction.before_commit]",
    ),
    Defect(
        name="not mandatory",
        file="shared/messaging/confirming.py",
        sound="            mandatory=is_heard(event_type),\n",
        broken="            mandatory=False,\n",
        noticed_by="tests/integration/messaging/test_relay.py",
    ),
)
