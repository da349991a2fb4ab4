"""Turns deliveries into applied events: in batches, with poison singled out, patient while the database is away."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from shared.database import Database
from shared.logging import get_logger
from shared.messaging.applying import Projection, apply_events
from shared.messaging.heartbeat import Heartbeat
from shared.messaging.parking import park
from shared.messaging.received import Heard, Poison, Received

log = get_logger()
_PAUSES = (0.1, 0.2, 0.5, 1.0, 2.0)


class Stopped(Exception):  # not an error
    """The listener was told to stop while the database was away; the batch goes back to the broker."""


@dataclass(frozen=True)
class Verdict:
    """What the broker is told: the tags to reject to parking; all others are acknowledged."""

    rejected: list[int] = field(default_factory=list)


class Listener:
    """Applies what a service receives. `pause` waits a given time and says whether to go on.

    `note` is told the heartbeats of a batch once its events have been applied.
    """

    def __init__(
        self,
        database: Database,
        project: Projection,
        *,
        trusted: str,
        pause: Callable[[float], bool],
        note: Callable[[Sequence[Heartbeat]], None] = lambda _: None,
    ) -> None:
        self._database = database
        self._project = project
        self._trusted = trusted
        self._pause = pause
        self._note = note

    def take(self, batch: Sequence[Received]) -> Verdict:
        """Applies a batch, once in effect. Returns when all of it is applied or parked.

        :raises Stopped: it was not, and the service is stopping
        """
        verdict = Verdict()
        readable: list[tuple[Received, Heard]] = []
        beats: list[Heartbeat] = []
        for message in batch:
            try:
                if message.is_heartbeat:
                    beats.append(message.read_heartbeat(trusted=self._trusted))
                else:
                    readable.append((message, message.read(trusted=self._trusted)))
            except Poison as poison:
                self._park(message, str(poison), verdict)
        if readable:
            self._apply(readable, verdict)
        if beats:
            self._note_beats(beats)
        return verdict

    def _note_beats(self, beats: Sequence[Heartbeat]) -> None:
        """One that cannot be noted is no loss: the next one says more."""
        try:
            self._note(beats)
        except Exception as error:  # noqa: BLE001  # whatever it is, events go on
            log.warning("listener.heartbeat_lost", reason=f"{type(error).__name__}: {error}".partition("\n")[0])

    def _apply(self, batch: Sequence[tuple[Received, Heard]], verdict: Verdict) -> None:
        """A batch that fails is done again one by one, so that one bad event does not hold the others."""
        try:
            self._patiently(lambda: apply_events(self._database, [heard for _, heard in batch], self._project))
        except Stopped:
            raise
        except Exception as error:  # whatever a projection raises, its event is parked
            if len(batch) == 1:
                log.exception("listener.poison", event_id=batch[0][1].envelope.id)
                self._park(batch[0][0], f"{type(error).__name__}: {error}", verdict)
                return
            for one in batch:
                self._apply([one], verdict)

    def _park(self, message: Received, reason: str, verdict: Verdict) -> None:
        log.warning("listener.parked", message_id=message.message_id, routing_key=message.routing_key, reason=reason)
        self._patiently(lambda: park(self._database, message, reason=reason))
        verdict.rejected.append(message.tag)

    def _patiently(self, work: Callable[[], object]) -> None:
        """Tries until the database is there."""
        failures = 0
        while True:
            try:
                work()
            except (OperationalError, InterfaceError, PoolTimeout, DBAPIError) as error:
                if not is_away(error):
                    raise
                log.warning("listener.database_away", reason=str(error).partition("\n")[0])
            else:
                return
            if not self._pause(_PAUSES[min(failures, len(_PAUSES) - 1)]):
                raise Stopped
            failures += 1


def is_away(error: Exception) -> bool:
    """Whether the database, rather than the event, is the reason."""
    if isinstance(error, PoolTimeout | InterfaceError | OperationalError):
        return True
    return isinstance(error, DBAPIError) and error.connection_invalidated
