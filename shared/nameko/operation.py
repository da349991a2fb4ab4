"""One query or command of a service: what it takes and answers, who may call it, and how a call is carried out."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import orjson
from marshmallow import Schema

from shared.database import Transaction
from shared.database.commands import Command, claim, store
from shared.database.retrying import retried
from shared.kernel.actor import Actor
from shared.kernel.errors import Forbidden
from shared.schemas.checking import checked

Method = Callable[..., Any]


@dataclass(frozen=True, kw_only=True)
class Call:
    """A call after its token was verified: who, what, and with which names in the logs."""

    actor: Actor
    arguments: Mapping[str, Any]
    command_id: str
    request_id: str
    traceparent: str | None = None
    language: str = "zh-CN"


@dataclass(frozen=True, kw_only=True)
class Operation:
    """Kept on the method as `method.operation`; the OpenAPI generator reads it."""

    kind: Literal["query", "command"]
    method: Method
    takes: Schema | None
    answers: Schema | None
    needs: str | tuple[str, ...] | None
    needs_action: str | None

    @property
    def name(self) -> str:
        return self.method.__name__

    @property
    def any_of(self) -> tuple[str, ...]:
        """The functions of which the actor needs one."""
        return (self.needs,) if isinstance(self.needs, str) else self.needs or ()

    def carry_out(self, service: Any, call: Call) -> bytes:
        """Check rights and arguments, run the method in a transaction, commit; the answer as JSON.

        :raises Forbidden: the actor lacks the function or action  :raises Invalid: arguments are wrong, by field
        """
        self._check_rights(call.actor)
        arguments = checked(self.takes, call.arguments)
        run = self._run_query if self.kind == "query" else self._run_command
        return retried(lambda: run(service, call, arguments))

    def _run_query(self, service: Any, call: Call, arguments: Mapping[str, Any]) -> bytes:
        with service.database.transaction(
            call.actor, request_id=call.request_id, traceparent=call.traceparent, read_only=True
        ) as tx:
            return to_json(self.method(service, tx, **arguments))

    def _run_command(self, service: Any, call: Call, arguments: Mapping[str, Any]) -> bytes:
        body = orjson.dumps(call.arguments, option=orjson.OPT_SORT_KEYS)
        command = Command.of(call.command_id, method=self.name, body=body)
        tx: Transaction
        with service.database.transaction(call.actor, request_id=call.request_id, traceparent=call.traceparent) as tx:
            known = claim(tx, command)
            if known is not None:
                return known
            answer = to_json(self.method(service, tx, **arguments))
            store(tx, command, answer=answer)
        return answer

    def _check_rights(self, actor: Actor) -> None:
        if self.needs is not None and not any(actor.may_use(each) for each in self.any_of):
            raise Forbidden
        if self.needs_action is not None and not actor.may(self.needs_action):
            raise Forbidden


def to_json(answer: Any) -> bytes:
    """What a method returned, as JSON; bytes are JSON already."""
    return answer if isinstance(answer, bytes) else orjson.dumps(answer)
