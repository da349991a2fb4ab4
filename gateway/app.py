"""Puts the gateway together."""

import os

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from gateway.access.acting import Actors
from gateway.access.http import access
from gateway.access.sign_in import SignIn
from gateway.access.throttle import Throttle
from gateway.access.tokens import Tokens
from gateway.audit.http import audit
from gateway.files.http import file_views
from gateway.files.signing import FileSigner
from gateway.health import Readiness, health
from gateway.jobs.http import job_views
from gateway.limits import EMPLOYEE_RATE, Rates
from gateway.openapi.http import interface_views
from gateway.organization.http import organization
from gateway.organization.sms import make_sender
from gateway.pages import pages
from gateway.passing import passing
from gateway.problems import handle_problems
from gateway.requests import prepare_requests
from gateway.stream.http import stream_views
from gateway.stream.hub import MAX_STREAMS, Hub
from gateway.uploads.http import upload_views
from shared.database import Database
from shared.files import FileStore
from shared.messaging.context_token import ContextSigner
from shared.messaging.rpc_client import RpcClient

API = (access, organization, audit, file_views, upload_views, job_views, interface_views, stream_views, passing)
_MAX_BODY = 1024 * 1024


def create_app() -> Flask:
    """The application, with what the environment says (see docs/architecture.md)."""
    app = Flask(__name__, static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = _MAX_BODY
    app.url_map.redirect_defaults = False  # a service worker refuses a page that was redirected: /index.html answers
    app.json.ensure_ascii = False  # type: ignore[attr-defined]  # Flask's default provider has it
    equip(app)
    _trust_proxies(app, hops=int(os.environ.get("KUAIQI_PROXIES", "0")))
    prepare_requests(app)
    handle_problems(app)
    for part in API:
        app.register_blueprint(part, url_prefix="/api/v1")
    app.register_blueprint(health)
    app.register_blueprint(pages)
    return app


def equip(app: Flask) -> None:
    """Gives the application what its views stand on."""
    database = Database(os.environ["KUAIQI_DATABASE_URL"], pool_size=16)
    system = Database(os.environ["KUAIQI_SYSTEM_DATABASE_URL"], pool_size=4)
    tokens = Tokens(
        os.environ["KUAIQI_ACCESS_PRIVATE_KEY"], former_keys=os.environ.get("KUAIQI_ACCESS_FORMER_PUBLIC_KEYS", "")
    )
    throttle = Throttle(system)
    calls = RpcClient(os.environ["AMQP_URL"], caller="gateway")
    app.extensions |= {
        "database": database,
        "system": system,
        "tokens": tokens,
        "actors": Actors(database.url),
        "throttle": throttle,
        "sign_in": SignIn(database=database, system=system, throttle=throttle, refresh_key=tokens.refresh_key),
        "sms": make_sender(),
        "signer": ContextSigner(os.environ["KUAIQI_CONTEXT_PRIVATE_KEY"]),
        "rates": Rates(float(os.environ.get("KUAIQI_EMPLOYEE_RATE", EMPLOYEE_RATE))),
        "hub": Hub(most=int(os.environ.get("KUAIQI_STREAMS", MAX_STREAMS))),
        "files": FileStore(os.environ["KUAIQI_FILES"]),
        "file_signer": FileSigner(os.environ["KUAIQI_ACCESS_PRIVATE_KEY"]),
        "calls": calls,
        "readiness": Readiness(system=system, calls=calls),
    }


def _trust_proxies(app: Flask, *, hops: int) -> None:
    """Takes address, scheme and host from so many proxies before us; from none, they could be anybody's invention."""
    if hops:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]  # as Flask documents
