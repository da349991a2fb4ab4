"""`/stream`: server-sent events, for as long as both sides want and the sign-in holds."""

import time
from collections.abc import Callable, Iterator

import orjson
from flask import Blueprint, Response, current_app, g, request

from gateway.access.acting import Actors
from gateway.documenting import documented
from gateway.requests import acting, signed_in
from gateway.stream.hub import Hub, Listener, News
from shared.kernel.errors import Away, Unauthenticated

stream_views = Blueprint("stream", __name__)
BEAT_SECONDS, CHECK_SECONDS = 15.0, 45.0
_LAST_ID = {"name": "Last-Event-ID", "in": "header", "schema": {"type": "string"}}


@stream_views.get("/stream")
@documented(
    parameters=[_LAST_ID],
    responses={"200": {"description": "`changed`, `counters`, `job`.", "content": {"text/event-stream": {}}}},
)
def open_stream() -> Response:
    """What happens now: hints to fetch again, counters, and how far one's jobs are."""
    actor, who, language = acting(), signed_in(), g.language
    hub: Hub = current_app.extensions["hub"]
    actors: Actors = current_app.extensions["actors"]
    listener = hub.open(company_id=actor.company_id, employee_id=actor.employee_id)
    if request.headers.get("Last-Event-ID"):
        # Nobody knows what was missed in between, so everything may have changed.
        listener.tell(News("changed", {"aggregate": "customer", "ids": []}))
    answer = Response(
        _written(listener, leave=hub.leave, check=lambda: actors.read(who, language=language)),
        mimetype="text/event-stream",
        direct_passthrough=True,
    )
    answer.call_on_close(lambda: hub.leave(listener))
    answer.headers["X-Accel-Buffering"] = "no"
    return answer


def _written(listener: Listener, *, leave: Callable[[Listener], None], check: Callable[[], object]) -> Iterator[bytes]:
    checked, number = time.monotonic(), 0
    try:
        yield b"retry: 2000\n: hello\n\n"
        while not listener.closed:
            news = listener.wait(BEAT_SECONDS)
            if time.monotonic() - checked >= CHECK_SECONDS:
                if not _still_signed_in(check):
                    return
                checked = time.monotonic()
            if not news:
                yield b": beat\n\n"
            for each in news:
                number += 1
                yield b"id: %d\nevent: %s\ndata: %s\n\n" % (number, each.name.encode(), orjson.dumps(each.body))
    finally:
        leave(listener)


def _still_signed_in(check: Callable[[], object]) -> bool:
    """While the database is away nobody is turned out."""
    try:
        check()
    except Unauthenticated:
        return False
    except Away:
        return True
    return True
