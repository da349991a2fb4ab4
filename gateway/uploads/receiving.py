"""Takes an upload part by part: each is announced, its bytes kept, and only then it counts."""

from collections.abc import Iterator
from typing import IO

from flask import g

from gateway.files.errors import PictureTooLarge
from gateway.files.kinds import LOOKED_AT, check_extension, media_type_of, media_type_of_made
from gateway.files.parts import plain_name
from gateway.files.pictures import MAX_PICTURE_BYTES, PICTURES
from gateway.storage import database, files
from gateway.uploads.errors import TooManyUploads
from gateway.uploads.model import MOST_OPEN, Upload, UploadPart
from gateway.uploads.repository import open_uploads, own_upload
from gateway.uploads.tidying import remove_bytes
from shared.database import Transaction
from shared.files import file_key
from shared.kernel.actor import Actor
from shared.kernel.errors import Unreadable

_READ_BYTES = 64 * 1024


def begin(tx: Transaction, *, name: str, size: int) -> Upload:
    """:raises FileNotAccepted: its kind  :raises FileTooLarge: its size  :raises TooManyUploads: others come first"""
    plain = plain_name(name)
    check_extension(plain)
    if media_type_of_made(plain) in PICTURES and size > MAX_PICTURE_BYTES:
        raise PictureTooLarge
    if open_uploads(tx) >= MOST_OPEN:
        raise TooManyUploads(most=MOST_OPEN)
    upload = Upload(
        company_id=tx.company_id,
        id=tx.new_id(),
        name=plain,
        size=size,
        received=0,
        uploaded_by=tx.actor.employee_id,
        changed_at=tx.now,
    )
    upload.check_size()
    tx.session.add(upload)
    return upload


def take_part(actor: Actor, upload_id: str, *, at: int, length: int, stream: IO[bytes]) -> Upload:
    """The upload, by this part further; one that breaks off on the way counts for nothing.

    :raises Unreadable: fewer bytes than said  :raises FileNotAccepted: the first bytes are not what the name says
    """
    part_id = _announce(actor, upload_id, at=at, length=length)
    key = file_key(actor.company_id, file_id=part_id)
    counts = False
    try:
        files().put(key, content=_exactly(length, stream))
        with database().transaction(actor, request_id=g.request_id) as tx:
            upload = own_upload(tx, upload_id, to_change=True)
            if at == 0:
                media_type_of(upload.name, start=b"".join(files().get(key, end=min(length, LOOKED_AT))))
            upload.take(tx.session.get_one(UploadPart, (tx.company_id, part_id)), now=tx.now)
            counts = True
    finally:
        if not counts:
            remove_bytes(files(), actor.company_id, [part_id])
    return upload


def _announce(actor: Actor, upload_id: str, *, at: int, length: int) -> str:
    with database().transaction(actor, request_id=g.request_id) as tx:
        own_upload(tx, upload_id).check_part(at=at, length=length)
        part = UploadPart(
            company_id=tx.company_id, id=tx.new_id(), upload_id=upload_id, at=at, size=length, taken=False
        )
        tx.session.add(part)
    return part.id


def _exactly(length: int, stream: IO[bytes]) -> Iterator[bytes]:
    """:raises Unreadable: the connection broke off"""
    left = length
    while left:
        chunk = stream.read(min(left, _READ_BYTES))
        if not chunk:
            raise Unreadable
        left -= len(chunk)
        yield chunk
