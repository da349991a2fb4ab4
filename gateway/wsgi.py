"""What gunicorn runs: `gunicorn gateway.wsgi:app`. Each worker stands by to carry the gateway's events; one leads."""

import os
import signal
from threading import Thread
from typing import Any

from gateway.app import create_app
from gateway.stream.consuming import Consumer
from gateway.uploads.tidying import OldUploads
from shared.logging import set_up
from shared.messaging.relay import Relay

set_up("gateway")
app = create_app()
_old_uploads = OldUploads(app.extensions["database"], app.extensions["files"])
_relay = Relay(
    os.environ["KUAIQI_SYSTEM_DATABASE_URL"], os.environ["AMQP_URL"], name="gateway", also=_old_uploads.throw_away
)
Thread(target=_relay.run, name="relay", daemon=True).start()
_hub = app.extensions["hub"]
Consumer(os.environ["AMQP_URL"], hub=_hub).start()
_ends = signal.getsignal(signal.SIGTERM)


def _end(number: int, frame: Any) -> None:
    """Streams end by themselves only when told, and gunicorn waits for them."""
    _hub.close()
    if callable(_ends):
        _ends(number, frame)


if callable(_ends):
    signal.signal(signal.SIGTERM, _end)
    signal.siginterrupt(signal.SIGTERM, False)  # noqa: FBT003  # the library's signature
