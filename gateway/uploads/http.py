"""`/uploads`: a file that comes in parts, begun, gone on with from where it is, finished."""

from datetime import UTC
from typing import Any

from flask import Blueprint, Response, request

from gateway.documenting import documented, in_path
from gateway.files.schemas import FileShown
from gateway.interface import described
from gateway.requests import acting, json_body, json_response, path_id
from gateway.storage import database, files
from gateway.uploads import schemas
from gateway.uploads.finishing import finish
from gateway.uploads.model import MOST_PART_BYTES, Upload
from gateway.uploads.receiving import begin, take_part
from gateway.uploads.repository import KEPT, file_of, own_upload
from gateway.uploads.tidying import throw_away
from shared.contracts.files import File
from shared.database import Transaction
from shared.kernel.errors import Unreadable
from shared.schemas.checking import checked

upload_views = Blueprint("uploads", __name__)
_OFFSET = {
    "name": "Upload-Offset",
    "in": "header",
    "required": True,
    "schema": {"type": "integer", "minimum": 0},
    "description": "Where the part begins: `received` of the upload.",
}
_PART = {"required": True, "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}}


@upload_views.post("/uploads")
@described(takes=schemas.UploadDraft, answers=schemas.UploadShown, status=201)
def begin_upload(tx: Transaction, *, name: str, size: int) -> dict[str, Any]:
    """Begin an upload of at most 100 MB, which may break off and go on for a day."""
    return _shown(begin(tx, name=name, size=size), file=None)


@upload_views.get("/uploads/<upload_id>")
@described(answers=schemas.UploadShown)
def get_upload(tx: Transaction, *, upload_id: str) -> dict[str, Any]:
    """How far an upload of one's own is, and what became of it."""
    upload = own_upload(tx, upload_id)
    return _shown(upload, file=file_of(tx, upload))


@upload_views.patch("/uploads/<upload_id>")
@documented(parameters=[in_path("upload_id"), _OFFSET], requestBody=_PART, responses={"200": schemas.UploadShown})
def send_part(upload_id: str) -> Response:
    """Send the next part, 64 kB to 8 MB, the last one as small as it is."""
    actor, upload_id = acting(), path_id(upload_id)
    with database().transaction(actor, read_only=True) as tx:
        own_upload(tx, upload_id)
    request.max_content_length = MOST_PART_BYTES
    upload = take_part(actor, upload_id, at=_offset(), length=_length(), stream=request.stream)
    return json_response(_shown(upload, file=None))


@upload_views.post("/uploads/<upload_id>/finish")
@documented(parameters=[in_path("upload_id")], takes=schemas.UploadEnd, responses={"201": FileShown})
def finish_upload(upload_id: str) -> Response:
    """Make a file of an upload that has come as a whole; asked again, the same file."""
    actor, upload_id = acting(), path_id(upload_id)
    end = checked(schemas.UploadEnd(), json_body())
    return json_response(finish(actor, upload_id, checksum=end.get("sha256")), status=201)


@upload_views.delete("/uploads/<upload_id>")
@documented(parameters=[in_path("upload_id")], responses={"204": {"description": "Done."}})
def cancel_upload(upload_id: str) -> Response:
    """Give an upload up; a file that it became stays."""
    actor, upload_id = acting(), path_id(upload_id)
    with database().transaction(actor, read_only=True) as tx:
        own_upload(tx, upload_id)
    throw_away(database(), files(), actor.company_id, upload_id=upload_id)
    return Response(status=204)


def _offset() -> int:
    """:raises Unreadable: none, or no number"""
    given = request.headers.get("Upload-Offset", "")
    if not (given.isascii() and given.isdigit() and len(given) <= len(str(2**53))):
        raise Unreadable
    return int(given)


def _length() -> int:
    """:raises Unreadable: nothing comes, or nobody says how much"""
    if not request.content_length:
        raise Unreadable
    return request.content_length


def _shown(upload: Upload, *, file: File | None) -> dict[str, Any]:
    return {
        "id": upload.id,
        "name": upload.name,
        "size": upload.size,
        "received": upload.received,
        "expires_at": (upload.changed_at + KEPT).astimezone(UTC),
        "file": file,
    }
