"""Takes calls from the service's queue, runs them as Nameko workers, answers, and only then acknowledges."""

from collections.abc import Callable
from typing import Any

import orjson
from nameko.extensions import Entrypoint, SharedExtension

from shared.kernel.errors import Missing, TooLarge, Unreadable
from shared.messaging import metrics
from shared.messaging.context_token import ContextVerifier
from shared.messaging.wire import MAX_RPC_BYTES, RPC_EXCHANGE, success
from shared.nameko.answering import Answer, refusal
from shared.nameko.operation import Call
from shared.nameko.reading import Reader

QUEUE_EXPIRES_MS = 10_000
HEALTH = "health"


class UnknownMethod(Missing):
    """The service has no such operation."""

    code = "method.unknown"


class RpcServer(SharedExtension):  # type: ignore[misc]
    """The service's queue of calls. A short restart is bridged by the queue, which goes after ten seconds alone."""

    def __init__(self) -> None:
        self._answering: dict[str, Answers] = {}
        self._reader: Reader | None = None
        self._stopping = False
        self.health: Callable[[], dict[str, Any]] | None = None

    def register(self, entrypoint: "Answers") -> None:
        self._answering[entrypoint.method_name] = entrypoint

    def setup(self) -> None:
        config = self.container.config
        self._verifier = ContextVerifier(config["CONTEXT_PUBLIC_KEYS"])
        self._prefetch = config["RPC_WORKERS"]

    def start(self) -> None:
        name = self.container.service_name
        self._reader = Reader(self.container.config["AMQP_URI"], name=f"{name} rpc", subscribe=self._subscribe)
        self.container.spawn_managed_thread(self._reader.run, identifier="rpc reader")

    def stop_taking(self) -> None:
        """No new calls from here on; what is under way is answered."""
        self._stopping = True
        if self._reader:
            self._reader.cancel(f"{self.container.service_name}-rpc")

    def stop(self) -> None:
        if self._reader:
            self._reader.close()

    kill = stop

    @property
    def connected(self) -> bool:
        return self._reader is not None and self._reader.connected

    def _subscribe(self, channel: Any) -> None:
        name = self.container.service_name
        channel.exchange_declare(RPC_EXCHANGE, "topic", durable=True, auto_delete=False)
        channel.queue_declare(
            f"rpc-{name}", durable=False, auto_delete=False, arguments={"x-expires": QUEUE_EXPIRES_MS}
        )
        channel.queue_bind(f"rpc-{name}", RPC_EXCHANGE, f"{name}.*")
        channel.basic_qos(0, self._prefetch, a_global=False)
        channel.basic_consume(f"rpc-{name}", consumer_tag=f"{name}-rpc", callback=self._take)

    def _take(self, message: Any) -> None:
        if self._stopping:
            return  # unacknowledged: another process gets it when this connection closes
        answer = Answer(message)
        if answer.expired:
            metrics.RPC_EXPIRED.inc()
            message.channel.basic_ack(message.delivery_tag)
            return
        if answer.method == HEALTH and self.health is not None:
            self.container.spawn_managed_thread(lambda: self._tell_health(answer), identifier="health")
            return
        try:
            self._find(answer.method).spawn(self._read(answer), answer)
        except Exception as error:  # noqa: BLE001  # logged and answered there; it must not end the reader
            answer.send(refusal(error, answer))

    def _tell_health(self, answer: Answer) -> None:
        """Readiness over the bus, for whoever aggregates it: figures of the process, nothing of a company."""
        assert self.health is not None, "asked only when there is one"  # noqa: S101  # for mypy
        answer.send(success(orjson.dumps(self.health())), status="ok")

    def _find(self, method: str) -> "Answers":
        try:
            return self._answering[method]
        except KeyError:
            raise UnknownMethod from None

    def _read(self, answer: Answer) -> Call:
        """:raises Unauthenticated: no valid token  :raises Unreadable: not a call"""
        actor = self._verifier.verify(answer.headers.get("nameko.auth_token"))
        if len(answer.body) > MAX_RPC_BYTES:
            raise TooLarge
        try:
            arguments = orjson.loads(answer.body)["kwargs"]
        except (ValueError, KeyError, TypeError) as error:
            raise Unreadable from error
        if not isinstance(arguments, dict):
            raise Unreadable
        return Call(
            actor=actor,
            arguments=arguments,
            command_id=answer.headers.get("nameko.command_id") or answer.correlation_id,
            request_id=answer.request_id,
            traceparent=answer.headers.get("nameko.traceparent"),
            language=answer.language,
        )


class Answers(Entrypoint):  # type: ignore[misc]
    """One operation that can be called."""

    server = RpcServer()

    def setup(self) -> None:
        self.server.register(self)

    def stop(self) -> None:
        self.server.stop_taking()

    def spawn(self, call: Call, answer: Answer) -> None:
        """Runs the method as a worker; its answer goes out before the message is acknowledged."""
        answer.call = call
        self.container.spawn_worker(self, (call,), {}, handle_result=answer.handle_result)
