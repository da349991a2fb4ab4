"""Nameko's RPC wire format, in bytes: bodies are put together and taken apart without parsing what is inside."""

from collections.abc import Mapping
from typing import Any

import orjson

from shared.kernel.errors import DomainError, FieldErrors, Language

RPC_EXCHANGE = "nameko-rpc"
REPLY_QUEUE = "amq.rabbitmq.reply-to"
MAX_RPC_BYTES = 1_048_576

_SUCCESS_HEAD, _SUCCESS_TAIL = b'{"result":', b',"error":null}'
_FAILURE_HEAD = b'{"result":null,"error":{'


class RemoteError(DomainError):
    """Another service refused; carries that service's code and words as they came."""

    def __init__(
        self,
        code: str,
        *,
        kind: str = "internal",
        detail: str = "",
        errors: FieldErrors | None = None,
        params: Mapping[str, Any] | None = None,
    ) -> None:
        self.code = code
        super().__init__(errors=errors, **(params or {}))
        self.kind = kind  # type: ignore[misc]  # of this instance, since it comes from the wire
        self._detail = detail

    def detail(self, language: Language) -> str:
        return self._detail or super().detail(language)


def request_body(arguments: Mapping[str, Any] | bytes) -> bytes:
    """A call's body; arguments that are JSON already go in as they are."""
    return b'{"args":[],"kwargs":' + (arguments if isinstance(arguments, bytes) else orjson.dumps(arguments)) + b"}"


def success(body: bytes) -> bytes:
    return _SUCCESS_HEAD + body + _SUCCESS_TAIL


def failure(error: Mapping[str, Any]) -> bytes:
    """`error` is what `DomainError.to_wire` gives."""
    path = f"{__name__}.RemoteError"
    wire = {"exc_type": "RemoteError", "exc_path": path, "exc_args": [error], "value": error["code"]}
    return _SUCCESS_HEAD + b'null,"error":' + orjson.dumps(wire) + b"}"


def result_of(reply: bytes) -> bytes:
    """The JSON a service answered, unparsed.

    :raises RemoteError: it refused
    """
    if reply.startswith(_FAILURE_HEAD):
        raise _error_in(orjson.loads(reply)["error"])
    if reply.startswith(_SUCCESS_HEAD) and reply.endswith(_SUCCESS_TAIL):
        return reply[len(_SUCCESS_HEAD) : -len(_SUCCESS_TAIL)]
    return _result_of_foreign(reply)


def _result_of_foreign(reply: bytes) -> bytes:
    """The reply of a service that runs stock Nameko, whose JSON is spaced differently."""
    parsed = orjson.loads(reply)
    if parsed["error"]:
        raise _error_in(parsed["error"])
    return orjson.dumps(parsed["result"])


def _error_in(error: Mapping[str, Any]) -> RemoteError:
    ours = error["exc_args"][0] if error.get("exc_args") else None
    if not isinstance(ours, dict) or "kind" not in ours:
        return RemoteError("internal")
    known = {name: ours[name] for name in ("kind", "detail", "errors", "params") if name in ours}
    return RemoteError(ours["code"], **known)
