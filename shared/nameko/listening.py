"""Nameko's side of listening: queues in, projections as workers, one acknowledgement per batch."""

from collections import deque
from collections.abc import Sequence
from datetime import datetime
from time import time
from typing import Any

from eventlet import Timeout
from eventlet.event import Event as Signal
from nameko.extensions import Entrypoint, SharedExtension

from shared.contracts.partitions import PARTITIONS
from shared.database import Transaction
from shared.kernel.events import Event
from shared.kernel.faults import kill_point
from shared.logging import get_logger
from shared.messaging import metrics
from shared.messaging.broker import BROKER_ERRORS
from shared.messaging.heartbeat import Heartbeat
from shared.messaging.listener import Listener, Stopped
from shared.messaging.received import Heard, Received
from shared.messaging.topology import queue_of
from shared.nameko.reading import Reader

log = get_logger()
BATCH, LINGER_SECONDS = 300, 0.002
_PREFETCH = 600


class EventQueues(SharedExtension):  # type: ignore[misc]
    """The service's partitions. One greenlet reads, one applies; both end within a second of SIGTERM."""

    def __init__(self) -> None:
        self._projections: list[Listens] = []
        self._notes: list[HearsHeartbeats] = []
        self._arrived: deque[Any] = deque()
        self._signal = Signal()
        self._stopping = False
        self._reader: Reader | None = None
        self._channel: Any = None
        self._applying: Any = None

    def register(self, projection: "Listens") -> None:
        self._projections.append(projection)

    def register_note(self, note: "HearsHeartbeats") -> None:
        self._notes.append(note)

    def start(self) -> None:
        config = self.container.config
        name = self.container.service_name
        self._reader = Reader(config["AMQP_URI"], name=f"{name} events", subscribe=self._subscribe)
        self._projections.sort(key=lambda each: each.method_name)
        self.container.spawn_managed_thread(self._reader.run, identifier="event reader")
        self._applying = self.container.spawn_managed_thread(self._apply, identifier="event listener")

    def stop_taking(self) -> None:
        """Ends after the batch in hand; what is left goes back to the broker."""
        if self._stopping:
            return
        self._stopping = True
        self._wake()
        if self._applying is not None:
            self._applying.wait()

    def stop(self) -> None:
        if self._reader:
            self._reader.close()

    kill = stop

    @property
    def connected(self) -> bool:
        return self._reader is not None and self._reader.connected

    @property
    def oldest_seconds(self) -> float:
        """Age of the oldest event received and not applied; 0 when there is none."""
        return metrics.LISTENER_LAG._value.get() if self._arrived else 0.0  # noqa: SLF001

    def _subscribe(self, channel: Any) -> None:
        name = self.container.service_name
        self._arrived.clear()
        self._channel = channel
        channel.basic_qos(0, _PREFETCH, a_global=False)
        for partition in range(PARTITIONS):
            queue = queue_of(name, partition=partition)
            channel.basic_consume(queue, consumer_tag=queue, callback=self._on_message)

    def _on_message(self, message: Any) -> None:
        self._arrived.append(message)
        self._wake()

    def _wake(self) -> None:
        if not self._signal.ready():
            self._signal.send()

    def _wait(self, seconds: float) -> None:
        with Timeout(seconds, exception=False):
            self._signal.wait()

    def _pause(self, seconds: float) -> bool:
        """Waits while the database is away, unless the service stops."""
        with Timeout(seconds, exception=False):
            while not self._stopping:
                self._signal = Signal()
                self._signal.wait()
        return not self._stopping

    def _apply(self) -> None:
        # The own user: in a deployment with one broker user for all it is everybody's.
        listener: Listener | None = None
        while not self._stopping:
            if not self._arrived:
                self._signal = Signal()
                self._wait(1.0)
                metrics.LISTENER_LAG.set(0)
                continue
            if listener is None:
                listener = self._listener()
            self._linger()
            self._take(listener)

    def _listener(self) -> Listener:
        config = self.container.config
        user = self._channel.connection.user
        return Listener(config["DATABASE"], self._project, trusted=user, pause=self._pause, note=self._note)

    def _linger(self) -> None:
        if len(self._arrived) < BATCH and not self._stopping:
            with Timeout(LINGER_SECONDS, exception=False):
                while len(self._arrived) < BATCH and not self._stopping:
                    self._signal = Signal()
                    self._signal.wait()

    def _take(self, listener: Listener) -> None:
        channel = self._channel
        count = min(BATCH, len(self._arrived))
        messages = [self._arrived.popleft() for _ in range(count)]
        if not messages or messages[0].channel is not channel:
            return  # the connection was lost meanwhile: they come again
        kill_point("listener.after_receive")
        batch = [Received.of(each) for each in messages]
        try:
            verdict = listener.take(batch)
        except Stopped:
            return
        _acknowledge(channel, batch, rejected=set(verdict.rejected))

    def _project(self, tx: Transaction, events: Sequence[Heard]) -> None:
        metrics.LISTENER_LAG.set(max(0.0, time() - datetime.fromisoformat(events[0].envelope.occurred_at).timestamp()))
        for projection in self._projections:
            wanted = [each for each in events if isinstance(each.event, projection.events)]
            if wanted:
                projection.run(tx, wanted)

    def _note(self, beats: Sequence[Heartbeat]) -> None:
        for note in self._notes:
            note.run(beats)


def _acknowledge(channel: Any, batch: Sequence[Received], *, rejected: set[int]) -> None:
    """Rejections first, then one multiple acknowledgement for all the rest."""
    try:
        for tag in sorted(rejected):
            channel.basic_reject(tag, requeue=False)
        left = [each.tag for each in batch if each.tag not in rejected]
        if left:
            channel.basic_ack(max(left), multiple=True)
        kill_point("listener.after_ack")
    except BROKER_ERRORS as error:
        log.warning("listener.ack_lost", reason=str(error))


class Listens(Entrypoint):  # type: ignore[misc]
    """One projection: a method that is given events, in order per aggregate, in the transaction of the batch."""

    queues = EventQueues()

    def __init__(self, events: tuple[type[Event], ...], *, enveloped: bool = False, **options: Any) -> None:
        super().__init__(**options)
        self.events = events
        self._enveloped = enveloped

    def setup(self) -> None:
        self.queues.register(self)

    def stop(self) -> None:
        self.queues.stop_taking()

    def run(self, tx: Transaction, heard: Sequence[Heard]) -> None:
        """Runs the method as a worker and waits; what it raises is raised here."""
        _work(self, tx, list(heard) if self._enveloped else [each.event for each in heard])


class HearsHeartbeats(Entrypoint):  # type: ignore[misc]
    """A method that is told the heartbeats of a batch after its events were applied."""

    queues = EventQueues()

    def setup(self) -> None:
        self.queues.register_note(self)

    def stop(self) -> None:
        self.queues.stop_taking()

    def run(self, beats: Sequence[Heartbeat]) -> None:
        _work(self, list(beats))


def _work(entrypoint: Any, *arguments: Any) -> None:
    """Runs an entrypoint's method as a worker and waits; what it raises is raised here."""
    done = Signal()

    def handle_result(_worker: Any, result: Any, exc_info: Any) -> tuple[Any, Any]:
        if exc_info is None:
            done.send(result)
        else:
            done.send_exception(exc_info[1])
        return result, exc_info

    entrypoint.container.spawn_worker(entrypoint, arguments, {}, handle_result=handle_result)
    done.wait()
