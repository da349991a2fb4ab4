"""`/files`: uploads, streamed to the store; downloads, whole or in ranges."""

from typing import Any

from flask import Blueprint, Response, request

from gateway.documenting import bytes_of_a_file, documented, in_path, in_query
from gateway.files import schemas
from gateway.files.model import StoredFile
from gateway.files.parts import FORM_BYTES, MAX_FILE_BYTES, FilePart
from gateway.files.pictures import THUMBNAIL_TYPE, thumbnail_key
from gateway.files.queries import own_file, signed_file
from gateway.files.receiving import receive
from gateway.files.sending import send
from gateway.files.signing import SECONDS
from gateway.interface import described
from gateway.requests import acting, idempotency_key, path_id
from gateway.storage import database, file_signer
from shared.database import Transaction
from shared.files import file_key

file_views = Blueprint("files", __name__)
_FORM = {"type": "object", "required": ["file"], "properties": {"file": {"type": "string", "format": "binary"}}}
_RANGE = {"name": "Range", "in": "header", "schema": {"type": "string"}, "example": "bytes=0-1023"}
_SIGNED = tuple(in_query(name) for name in ("company", "expires", "signature"))
_KEPT = {"description": "You have it."}
_UNSATISFIABLE = {"description": "The range lies outside the file."}
_THUMBNAIL_KEPT_SECONDS = 600


@file_views.post("/files")
@documented(
    requestBody={"required": True, "content": {"multipart/form-data": {"schema": _FORM}}},
    responses={"201": schemas.FileShown},
)
def upload_file() -> Response:
    """Upload a file of at most 100 MB; its content must be what its extension says."""
    actor = acting()
    key = idempotency_key()
    request.max_content_length = MAX_FILE_BYTES + FORM_BYTES
    part = FilePart(request.stream, content_type=request.content_type or "")
    return Response(receive(actor, part, idempotency_key=key), status=201, mimetype="application/json")


@file_views.get("/files/<file_id>")
@documented(
    parameters=[in_path("file_id"), _RANGE, *_SIGNED],
    responses={"200": bytes_of_a_file(), "206": bytes_of_a_file(), "304": _KEPT} | {"416": _UNSATISFIABLE},
)
def download_file(file_id: str) -> Response:
    """The file's bytes, for its uploader or with a signed address; whole or one range."""
    found = _asked_for(file_id)
    key = file_key(found.company_id, file_id=found.id)
    return send(key, name=found.name, media_type=found.media_type)


@file_views.get("/files/<file_id>/thumbnail")
@documented(parameters=[in_path("file_id"), *_SIGNED], responses={"200": bytes_of_a_file(), "304": _KEPT})
def download_thumbnail(file_id: str) -> Response:
    """A picture made small; other files have none."""
    found = _asked_for(file_id)
    key = thumbnail_key(found.company_id, file_id=found.id)
    return send(key, name=found.name, media_type=THUMBNAIL_TYPE, kept_seconds=_THUMBNAIL_KEPT_SECONDS)


@file_views.post("/files/<file_id>/sign")
@described(answers=schemas.SignedAddress)
def sign_file(tx: Transaction, *, file_id: str) -> dict[str, Any]:
    """An address of one's file that works for five minutes without the sign-in."""
    found = own_file(tx, file_id)
    return {"url": file_signer().address(tx.company_id, file_id=found.id), "expires_in": SECONDS}


def _asked_for(file_id: str) -> StoredFile:
    """:raises Missing: not there, not the caller's, or not signed"""
    return _signed(file_id) if "signature" in request.args else _own(file_id)


def _own(file_id: str) -> StoredFile:
    actor = acting()
    with database().transaction(actor, read_only=True) as tx:
        return own_file(tx, path_id(file_id))


def _signed(file_id: str) -> StoredFile:
    company_id = file_signer().company(path_id(file_id), query=request.args)
    with database().system_transaction() as tx:
        tx.enter_company(company_id)
        return signed_file(tx, file_id)
