"""What gunicorn runs: `gunicorn gateway.wsgi:app`. Each worker stands by to carry the gateway's events; one leads."""

import os
from threading import Thread

from gateway.app import create_app
from shared.logging import set_up
from shared.messaging.relay import Relay

set_up("gateway")
app = create_app()
_relay = Relay(os.environ["KUAIQI_SYSTEM_DATABASE_URL"], os.environ["AMQP_URL"], name="gateway")
Thread(target=_relay.run, name="relay", daemon=True).start()
