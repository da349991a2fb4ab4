"""One connection of the RPC client: writes calls from any thread, one thread reads the answers."""

from threading import Lock, Thread
from typing import Any

from shared.kernel.errors import Away, Late
from shared.logging import get_logger
from shared.messaging import metrics
from shared.messaging.broker import LOST, BrokerConnection, publish
from shared.messaging.wire import REPLY_QUEUE, RPC_EXCHANGE

log = get_logger()


class Waiting:
    """A call whose answer is awaited; its lock opens when the answer, or bad news, is there."""

    __slots__ = ("id", "lock", "reply")

    def __init__(self, correlation_id: str) -> None:
        self.id = correlation_id
        self.reply: bytes | None = None
        self.lock = Lock()
        self.lock.acquire()

    def settle(self, reply: bytes | None) -> None:
        """None means that nobody will answer."""
        self.reply = reply
        self.lock.release()


class RpcLink:
    """Answers come by RabbitMQ's direct reply-to: no queue is made, and it ends with the connection.

    :raises OSError: the broker cannot be reached  :raises AMQPError: it turned us away
    """

    def __init__(self, url: str, *, name: str, timeout: float) -> None:
        self.alive = True
        self.blocked = False
        self._waiting: dict[str, Waiting] = {}
        self._publishing = Lock()
        self._connection = BrokerConnection(url, name=name, timeout=timeout, on_blocked=self._on_blocked).open()
        self._channel = self._connection.open_channel()
        self._channel.basic_consume(REPLY_QUEUE, no_ack=True, callback=self._on_reply)
        self._channel.events["basic_return"].add(self._on_return)
        Thread(target=self._read, name="rpc replies", daemon=True).start()

    def send(self, waiting: Waiting, body: bytes, *, key: str, headers: dict[str, Any], left: float) -> None:
        """Publishes a call that expires with its deadline.

        :raises Late: the line is busy until then  :raises OSError: the connection ended
        """
        if not self._publishing.acquire(timeout=max(0.0, left)):
            raise Late
        try:
            self._waiting[waiting.id] = waiting
            publish(
                self._channel,
                body,
                exchange=RPC_EXCHANGE,
                routing_key=key,
                mandatory=True,
                application_headers=headers,
                reply_to=REPLY_QUEUE,
                correlation_id=waiting.id,
                expiration=str(max(1, int(left * 1000))),
            )
        except BaseException:
            self._waiting.pop(waiting.id, None)
            raise
        finally:
            self._publishing.release()

    def wait(self, waiting: Waiting, *, seconds: float) -> bytes:
        """:raises Late: no answer in time  :raises Away: no such service, or the connection ended"""
        if not waiting.lock.acquire(timeout=max(0.0, seconds)):
            if self._waiting.pop(waiting.id, None):
                raise Late
            waiting.lock.acquire()  # the reader has it in hand this moment
        if waiting.reply is None:
            raise Away
        return waiting.reply

    def close(self) -> None:
        """Ends the connection and tells all who wait."""
        self.alive = False
        self._connection.cut()
        for correlation_id in list(self._waiting):
            self._settle(correlation_id, None)

    def _read(self) -> None:
        try:
            while self.alive:
                self._connection.read()
        except LOST as error:
            log.warning("rpc.link_lost", reason=f"{type(error).__name__}: {error}")
        finally:
            self.close()
            self._connection.discard()

    def _on_reply(self, message: Any) -> None:
        if not self._settle(message.properties.get("correlation_id", ""), message.body):
            metrics.RPC_LATE_REPLIES.inc()

    def _on_return(self, _error: Exception, _exchange: str, _key: str, message: Any) -> None:
        self._settle(message.properties.get("correlation_id", ""), None)

    def _on_blocked(self, *, blocked: bool) -> None:
        self.blocked = blocked

    def _settle(self, correlation_id: str, reply: bytes | None) -> bool:
        waiting = self._waiting.pop(correlation_id, None)
        if waiting is None:
            return False
        waiting.settle(reply)
        return True
