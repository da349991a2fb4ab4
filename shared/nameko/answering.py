"""The answer to one call: made from what the method returned or raised, sent, logged, counted."""

import time
from typing import Any

from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from shared.kernel.errors import Away, DomainError, TooLarge
from shared.kernel.faults import kill_point
from shared.logging import get_logger
from shared.messaging import metrics
from shared.messaging.broker import LOST, publish
from shared.messaging.wire import MAX_RPC_BYTES, REPLY_QUEUE, RPC_EXCHANGE, failure, success
from shared.nameko.operation import Call

log = get_logger()
_CLOCKS_DIFFER_MS = 600_000


class Answer:
    """Where the answer to a message goes, and what the call is named in the logs."""

    def __init__(self, message: Any) -> None:
        self._message = message
        self._started = time.perf_counter()
        self.call: Call | None = None
        self.headers: dict[str, Any] = message.properties.get("application_headers") or {}
        self.body: bytes = message.body or b""
        self.method: str = message.delivery_info["routing_key"].rpartition(".")[2]
        self.correlation_id: str = message.properties.get("correlation_id", "")
        self.request_id: str = str(self.headers.get("nameko.request_id") or self.correlation_id)
        self.language: str = str(self.headers.get("nameko.language") or "zh-CN")

    @property
    def expired(self) -> bool:
        """Nobody waits any more. A deadline long past means that clocks differ, so it says nothing."""
        deadline = self.headers.get("nameko.deadline")
        if not isinstance(deadline, int):
            return False
        return 0 < time.time() * 1000 - deadline < _CLOCKS_DIFFER_MS

    def handle_result(self, _worker: Any, result: Any, exc_info: Any) -> tuple[Any, Any]:
        """Nameko's hook after the method: the transaction is committed by now, or rolled back."""
        if exc_info is not None:
            error = exc_info[1]
            self.send(refusal(error, self), status=error.code if isinstance(error, DomainError) else "failed")
        elif len(result) > MAX_RPC_BYTES:
            self.send(refusal(TooLarge(), self))
        else:
            self.send(success(result), status="ok")
        return result, exc_info

    def send(self, reply: bytes, *, status: str = "refused") -> None:
        """Sends, then acknowledges. A lost connection means that the message comes again, to the same effect.

        RabbitMQ takes the two in order, so the message is not forgotten before the answer is on its way.
        """
        kill_point("rpc.before_reply")
        channel = self._message.channel
        try:
            with channel.connection.in_one_piece():
                self._publish(reply)
                channel.basic_ack(self._message.delivery_tag)
            kill_point("rpc.after_reply")
        except LOST as error:
            log.warning("rpc.reply_lost", request_id=self.request_id, method=self.method, reason=str(error))
        seconds = time.perf_counter() - self._started
        metrics.RPC_SERVED.labels(self.method).observe(seconds)
        actor = self.call.actor if self.call else None
        log.info(
            "rpc",
            request_id=self.request_id,
            company=actor and actor.company_id,
            employee=actor and actor.employee_id,
            method=self.method,
            status=status,
            ms=round(seconds * 1000, 2),
        )

    def _publish(self, reply: bytes) -> None:
        reply_to = self._message.properties.get("reply_to", "")
        exchange = "" if reply_to.startswith(REPLY_QUEUE) else RPC_EXCHANGE
        publish(
            self._message.channel, reply, exchange=exchange, routing_key=reply_to, correlation_id=self.correlation_id
        )


def refusal(error: BaseException, answer: Answer) -> bytes:
    """The reply that tells of an error; what nobody foresaw is logged with its trace and told without detail."""
    if isinstance(error, OperationalError | InterfaceError | PoolTimeout) or _connection_lost(error):
        log.warning("rpc.database_away", request_id=answer.request_id, method=answer.method, reason=str(error))
        error = Away()
    if not isinstance(error, DomainError):
        log.error("rpc.failed", request_id=answer.request_id, method=answer.method, exc_info=error)
        error = DomainError()
    metrics.RPC_REFUSED.labels(answer.method, error.kind).inc()
    return failure(error.to_wire(answer.language))


def _connection_lost(error: BaseException) -> bool:
    return isinstance(error, DBAPIError) and error.connection_invalidated
