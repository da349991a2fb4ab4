"""Connections to RabbitMQ, made lean: one read from the socket per burst of frames, heartbeats, short timeouts."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from socket import SHUT_RDWR, TCP_USER_TIMEOUT
from time import monotonic
from typing import Any
from urllib.parse import unquote, urlsplit

from amqp import Connection, Message, spec
from amqp.exceptions import AMQPError
from amqp.transport import SSLTransport, TCPTransport

BROKER_ERRORS = (AMQPError, OSError)
# py-amqp forgets its socket when the reader ends the connection, and others stumble over the missing object.
LOST = (*BROKER_ERRORS, AttributeError)
HEARTBEAT_SECONDS = 5
_TICK_SECONDS = 1.0
_READ_BYTES = 16_384


class _BufferedTransport(TCPTransport):  # type: ignore[misc]
    """Reads what is there instead of the three small reads per frame that py-amqp makes; can write in one piece."""

    corked: list[bytes] | None = None

    def _setup_transport(self) -> None:
        super()._setup_transport()
        receive = self.sock.recv
        self._quick_recv = lambda _wanted: receive(_READ_BYTES)

    def write(self, frame: Any) -> None:
        if self.corked is None:
            super().write(frame)
        else:
            self.corked.append(bytes(frame))


class BrokerConnection(Connection):  # type: ignore[misc]
    """A connection that one thread reads with `read`, while others may write."""

    def __init__(
        self, url: str, *, name: str, timeout: float = 2.0, on_blocked: Callable[..., None] | None = None
    ) -> None:
        parts = urlsplit(url)
        self.user = unquote(parts.username or "guest")
        self._ticked = 0.0
        super().__init__(
            host=f"{parts.hostname}:{parts.port or (5671 if parts.scheme == 'amqps' else 5672)}",
            userid=self.user,
            password=unquote(parts.password or "guest"),
            virtual_host=unquote(parts.path[1:]) or "/",
            ssl={"server_hostname": parts.hostname} if parts.scheme == "amqps" else False,
            login_method="PLAIN",
            connect_timeout=timeout,
            heartbeat=HEARTBEAT_SECONDS,
            client_properties={"connection_name": name},
            socket_settings={TCP_USER_TIMEOUT: 5_000},
            on_blocked=lambda _reason: on_blocked and on_blocked(blocked=True),
            on_unblocked=lambda: on_blocked and on_blocked(blocked=False),
        )

    def Transport(self, host: str, connect_timeout: float, *socket_options: Any, **settings: Any) -> Any:  # noqa: N802 (py-amqp's name)
        """Called by py-amqp; `socket_options` are ssl, read timeout and write timeout, of which only ssl is used."""
        ssl = socket_options[0]
        transport = SSLTransport if ssl else _BufferedTransport
        return transport(host, connect_timeout=connect_timeout, ssl=ssl, **settings)

    def open(self) -> "BrokerConnection":
        """Connects; from then on every read and write gives up after a second without progress."""
        self.connect()
        self.sock.settimeout(_TICK_SECONDS)
        return self

    def open_channel(self) -> Any:
        """A channel whose bodies stay bytes."""
        channel = self.channel()
        channel.auto_decode = False
        return channel

    def read(self, *, wait: float = _TICK_SECONDS) -> bool:
        """Takes in one frame, waiting up to `wait` seconds; keeps the heartbeat. False when nothing came.

        :raises AMQPError: the broker closed, or went silent  :raises OSError: the network did
        """
        try:
            self.blocking_read(wait)
        except TimeoutError:
            self._keep_heartbeat()
            return False
        self._keep_heartbeat()
        return True

    @contextmanager
    def in_one_piece(self) -> Iterator[None]:
        """Frames written inside leave together at the end: one call of the system instead of several.

        For one thread, which writes nothing else and does not wait inside.
        """
        transport = self._transport
        if not isinstance(transport, _BufferedTransport):
            yield
            return
        transport.corked = []
        try:
            yield
        finally:
            frames, transport.corked = transport.corked, None
        transport.write(b"".join(frames))

    def cut(self) -> None:
        """Ends the connection without a farewell, from any thread: its reader finds it ended."""
        sock = self._transport and self._transport.sock
        if sock is not None:
            with suppress(OSError):
                sock.shutdown(SHUT_RDWR)

    def discard(self) -> None:
        """Ends the connection without a farewell and frees its socket; for the thread that reads."""
        if self._transport is not None:
            self._transport.close()

    def _keep_heartbeat(self) -> None:
        now = monotonic()
        if now - self._ticked >= _TICK_SECONDS:
            self._ticked = now
            self.heartbeat_tick()


def publish(
    channel: Any,
    body: bytes,
    *,
    exchange: str,
    routing_key: str,
    mandatory: bool = False,
    **properties: Any,
) -> None:
    """Sends a message. py-amqp's own method would read from the socket here, which is the reader's work."""
    channel.send_method(
        spec.Basic.Publish,
        "Bssbb",
        (0, exchange, routing_key, mandatory, False),
        Message(body, content_encoding="utf-8", content_type="application/json", **properties),
    )
