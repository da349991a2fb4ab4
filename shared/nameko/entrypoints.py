"""The ways into a service: `@query`, `@command`, `@listens`, `@hears_heartbeats`, `@every`, `@runs`.

```python
class CustomerEntrypoints:
    @command(takes=DropToPool, answers=Dropped, needs="customers", needs_action="drop_to_pool")
    def drop_customers_to_pool(self, tx, *, selection, reason): ...

    @listens(CustomerTaken, CustomerDroppedToPool)
    def count_increments(self, tx, events): ...

    @every(seconds=60)
    def drop_quiet_customers(self): ...

    @runs("import")
    def run_import(self, job): ...
```
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, Literal

from marshmallow import Schema
from nameko.extensions import register_entrypoint

from shared.kernel.events import Event
from shared.nameko.jobs import Runs
from shared.nameko.listening import HearsHeartbeats, Listens
from shared.nameko.operation import Call, Method, Operation
from shared.nameko.rpc_server import Answers
from shared.nameko.timers import Every

SchemaLike = Schema | type[Schema] | None
Needs = str | tuple[str, ...] | None
"""A function that the actor has to have, or several of which one will do."""
Decorator = Callable[[Method], Method]


def query(
    *, takes: SchemaLike = None, answers: SchemaLike = None, needs: Needs = None, needs_action: str | None = None
) -> Decorator:
    """Others may ask this; runs in a read-only transaction and changes nothing."""
    return _operation("query", takes=takes, answers=answers, needs=needs, needs_action=needs_action)


def command(
    *, takes: SchemaLike = None, answers: SchemaLike = None, needs: Needs = None, needs_action: str | None = None
) -> Decorator:
    """Others may order this; takes effect once per command id and answers after the commit."""
    return _operation("command", takes=takes, answers=answers, needs=needs, needs_action=needs_action)


def listens(*events: type[Event], enveloped: bool = False) -> Decorator:
    """Projects events, in a transaction of their company: `(self, tx, events)`, in order per aggregate.

    With `enveloped`, events come as `Heard(event, envelope)`, for time, actor and version.
    """

    def decorate(method: Method) -> Method:
        register_entrypoint(method, Listens(events, enveloped=enveloped))
        return method

    return decorate


def hears_heartbeats(method: Method) -> Method:
    """Is told up to where services were heard, after the events before that were applied: `(self, heartbeats)`."""
    register_entrypoint(method, HearsHeartbeats())
    return method


def every(*, seconds: float) -> Decorator:
    """Runs again and again, in one process of the service at a time: `(self)`."""

    def decorate(method: Method) -> Method:
        register_entrypoint(method, Every(seconds))
        return method

    return decorate


def runs(kind: str) -> Decorator:
    """Carries out jobs of the kind, each in one process of the service: `(self, job)`, see `shared.jobs`."""

    def decorate(method: Method) -> Method:
        register_entrypoint(method, Runs(kind))
        return method

    return decorate


def _operation(
    kind: Literal["query", "command"], *, takes: SchemaLike, answers: SchemaLike, **rights: Any
) -> Decorator:
    def decorate(method: Method) -> Method:
        operation = Operation(kind=kind, method=method, takes=_made(takes), answers=_made(answers), **rights)

        @wraps(method)
        def carry_out(service: Any, call: Call) -> bytes:
            return operation.carry_out(service, call)

        carry_out.operation = operation  # type: ignore[attr-defined]  # read by the server and the OpenAPI generator
        register_entrypoint(carry_out, Answers())
        return carry_out

    return decorate


def _made(schema: SchemaLike) -> Schema | None:
    return schema() if isinstance(schema, type) else schema
