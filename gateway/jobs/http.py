"""`/jobs`, `/imports`, `/exports`: starts long work at the service it belongs to and finds it again."""

import orjson
from flask import Blueprint, Response

from gateway.calling import ask, order
from gateway.documenting import bytes_of_a_file, documented, in_path, in_query
from gateway.files.kinds import media_type_of_made
from gateway.files.queries import own_file
from gateway.files.sending import send
from gateway.jobs import schemas
from gateway.requests import acting, json_body, path_id, query_arguments
from gateway.storage import database
from shared.files import file_key
from shared.jobs.schemas import JobShown
from shared.kernel.actor import Actor
from shared.kernel.errors import Invalid, Missing
from shared.messaging.wire import RemoteError
from shared.schemas.checking import checked

job_views = Blueprint("jobs", __name__)
_OF_SERVICES = ("crm", "stats")


@job_views.get("/jobs/<job_id>")
@documented(parameters=[in_path("job_id")], responses={"200": JobShown})
def get_job(job_id: str) -> Response:
    """How far a job of one's own is."""
    return Response(_find(acting(), "get_job", job_id), mimetype="application/json")


@job_views.get("/jobs/<job_id>/file")
@documented(parameters=[in_path("job_id")], responses={"200": bytes_of_a_file(), "206": bytes_of_a_file()})
def get_job_file(job_id: str) -> Response:
    """The file that a job of one's own made."""
    actor = acting()
    return _made_file(actor, _find(actor, "get_job_file", job_id))


@job_views.post("/imports")
@documented(takes=schemas.ImportDraft, responses={"202": JobShown})
def start_import() -> Response:
    """Check a table of one's own, or bring it in: a job."""
    actor = acting()
    draft = checked(schemas.ImportDraft(), json_body())
    with database().transaction(actor, read_only=True) as tx:
        try:
            own_file(tx, str(draft["file_id"]))
        except Missing:
            raise Invalid(errors={"file_id": ["Unknown file."]}) from None
    return _accepted(order(actor, "crm", "start_import", json_body()))


@job_views.get("/imports/template")
@documented(
    parameters=[in_query("kind", required=True, enum=list(schemas.IMPORTS))], responses={"200": bytes_of_a_file()}
)
def make_import_template() -> Response:
    """An empty table with the columns that an import knows."""
    actor = acting()
    return _made_file(actor, ask(actor, "crm", "make_import_template", query_arguments()))


@job_views.post("/exports")
@documented(takes=schemas.ExportDraft, responses={"202": JobShown})
def start_export() -> Response:
    """Write a list or a report to a table: a job."""
    actor = acting()
    kind = checked(schemas.ExportDraft(), json_body())["kind"]
    service = "crm" if kind in schemas.LISTS else "stats"
    return _accepted(order(actor, service, schemas.LISTS.get(kind, "start_export"), json_body()))


def _find(actor: Actor, operation: str, job_id: str) -> bytes:
    """Whichever service has the job. :raises DomainError: kind `missing` when none has"""
    first, second = _OF_SERVICES
    try:
        return ask(actor, first, operation, {"job_id": path_id(job_id)})
    except RemoteError as error:
        if error.kind != "missing":
            raise
    return ask(actor, second, operation, {"job_id": path_id(job_id)})


def _made_file(actor: Actor, answer: bytes) -> Response:
    made = orjson.loads(answer)
    key = file_key(actor.company_id, file_id=made["file_id"])
    return send(key, name=made["name"], media_type=media_type_of_made(made["name"]))


def _accepted(job: bytes) -> Response:
    return Response(job, status=202, mimetype="application/json")
