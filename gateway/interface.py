"""The gateway's own endpoints, stated where they are written: what comes in, what goes out, who may.

```python
@organization.post("/departments")
@described(takes=schemas.DepartmentDraft, answers=schemas.Department, status=201, needs_action="manage_organization")
def create_department(tx, *, name, parent_id, order): ...
```

The view runs in a transaction of the actor (`tx.actor`), read-only for GET. A POST with an `Idempotency-Key` takes
effect once; the first answer is kept in the same transaction and given again.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import wraps
from typing import Any

from flask import Response, g, request
from marshmallow import Schema

from gateway.requests import acting, idempotency_key, json_body, json_response, path_id, query_arguments
from gateway.storage import database
from shared.database import Transaction
from shared.database.commands import Command, claim, store
from shared.database.retrying import retried
from shared.kernel.actor import Actor
from shared.kernel.errors import Forbidden
from shared.schemas.checking import checked

View = Callable[..., Any]
SchemaLike = Schema | type[Schema] | None
_NO_CONTENT = 204
_READS = ("GET", "HEAD")


@dataclass(frozen=True, kw_only=True)
class Described:
    """Kept on the view as `view.described`; the OpenAPI generator reads it."""

    view: View
    takes: Schema | None
    query: Schema | None
    answers: Schema | None
    status: int
    needs_action: tuple[str, ...]
    administrator: bool
    signed_in: bool
    owing: bool
    secret: bool

    def __call__(self, **path: str) -> Response:
        if not self.signed_in:
            return self._respond(self.view(**self._arguments()))
        actor = acting(owing=self.owing)
        self._check_rights(actor)
        arguments = self._arguments() | {name: path_id(value) for name, value in path.items()}
        return retried(lambda: self._carry_out(actor, arguments))

    def _carry_out(self, actor: Actor, arguments: Mapping[str, Any]) -> Response:
        command = self._command()
        tx: Transaction
        with database().transaction(actor, request_id=g.request_id, read_only=request.method in _READS) as tx:
            known = claim(tx, command) if command else None
            if known is not None:
                return Response(known, status=self.status, mimetype="application/json")
            answer = self._respond(self.view(tx, **arguments))
            if command:
                store(tx, command, answer=answer.get_data())
        return answer

    def _check_rights(self, actor: Actor) -> None:
        """:raises Forbidden: not an administrator, or none of the actions"""
        if self.administrator and not actor.administrator:
            raise Forbidden
        if self.needs_action and not any(actor.may(action) for action in self.needs_action):
            raise Forbidden

    def _arguments(self) -> dict[str, Any]:
        arguments = dict(checked(self.query, query_arguments()))
        if request.method not in _READS:
            arguments |= checked(self.takes, json_body())
        return arguments

    def _command(self) -> Command | None:
        key = idempotency_key() if request.method == "POST" and not self.secret else None
        return Command.of(key, method=request.path, body=request.get_data()) if key else None

    def _respond(self, answer: Any) -> Response:
        if isinstance(answer, Response):
            return answer
        if self.status == _NO_CONTENT:
            return Response(status=_NO_CONTENT)
        return json_response(answer, status=self.status)


def described(
    *,
    takes: SchemaLike = None,
    query: SchemaLike = None,
    answers: SchemaLike = None,
    status: int = 200,
    needs_action: str | tuple[str, ...] = (),
    administrator: bool = False,
    signed_in: bool = True,
    owing: bool = False,
    secret: bool = False,
) -> Callable[[View], Callable[..., Response]]:
    """States an own endpoint.

    `needs_action`: any of these. `signed_in=False`: for everybody, and the view opens its own transactions.
    `owing`: also for one who still owes a password of their own or a second factor. `secret`: the answer is
    kept nowhere, so a repeat does it again.
    """

    def decorate(view: View) -> Callable[..., Response]:
        endpoint = Described(
            view=view,
            takes=_made(takes),
            query=_made(query),
            answers=_made(answers),
            status=status,
            needs_action=(needs_action,) if isinstance(needs_action, str) else needs_action,
            administrator=administrator,
            signed_in=signed_in,
            owing=owing,
            secret=secret,
        )

        @wraps(view)
        def answer(**path: str) -> Response:
            return endpoint(**path)

        answer.described = endpoint  # type: ignore[attr-defined]  # read by the OpenAPI generator
        return answer

    return decorate


def _made(schema: SchemaLike) -> Schema | None:
    return schema() if isinstance(schema, type) else schema
