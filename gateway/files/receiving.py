"""Takes an upload: bytes to the store as they arrive, then the row; what fails on the way leaves no bytes."""

from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

import orjson
import uuid_utils.compat
from flask import g

from gateway.files.kinds import LOOKED_AT, media_type_of
from gateway.files.model import StoredFile
from gateway.files.parts import FilePart
from gateway.files.pictures import PICTURES, remake, thumbnail_key
from gateway.storage import database, files
from shared.contracts.files import File
from shared.database import Transaction
from shared.database.commands import Command, claim, store
from shared.files import file_key, keep
from shared.kernel.actor import Actor


def receive(actor: Actor, part: FilePart, *, idempotency_key: str | None) -> bytes:
    """The file's description as JSON; with a key used before, the one given then.

    :raises FileNotAccepted: its kind  :raises FileTooLarge: its size  :raises PictureTooLarge: its size or pixels
    """
    media_type = media_type_of(part.name, start=part.start(LOOKED_AT))
    file_id = str(uuid_utils.compat.uuid7())
    kept = False
    try:
        size = keep_bytes(part, company_id=actor.company_id, file_id=file_id, media_type=media_type)
        with database().transaction(actor, request_id=g.request_id) as tx:
            command = _command(part, key=idempotency_key)
            known = claim(tx, command) if command else None
            answer = known or _described(tx, part, size=size, file_id=file_id, media_type=media_type)
            if command and known is None:
                store(tx, command, answer=answer)
        kept = known is None
    finally:
        if not kept:
            discard_bytes(actor.company_id, file_id=file_id)
    return answer


def _described(tx: Transaction, part: FilePart, *, size: int, file_id: str, media_type: str) -> bytes:
    return orjson.dumps(write_file(tx, part.name, size=size, file_id=file_id, media_type=media_type))


def keep_bytes(content: Iterable[bytes], *, company_id: str, file_id: str, media_type: str) -> int:
    """Puts the bytes into the store, a picture made anew and with a small one; how many bytes that are."""
    key = file_key(company_id, file_id=file_id)
    if media_type not in PICTURES:
        files().put(key, content=content)
        return files().size(key)
    with TemporaryDirectory(prefix="kuaiqi-picture-") as folder:
        made, small = remake(content, folder=Path(folder))
        keep(files(), key, made)
        keep(files(), thumbnail_key(company_id, file_id=file_id), small)
        return made.stat().st_size


def discard_bytes(company_id: str, *, file_id: str) -> None:
    for key in (file_key(company_id, file_id=file_id), thumbnail_key(company_id, file_id=file_id)):
        files().discard(key)


def write_file(tx: Transaction, name: str, *, size: int, file_id: str, media_type: str) -> File:
    """Tells of a file whose bytes are kept."""
    tx.session.add(
        StoredFile(
            company_id=tx.company_id,
            id=file_id,
            name=name,
            size=size,
            media_type=media_type,
            uploaded_by=tx.actor.employee_id,
            uploaded_at=tx.now,
        )
    )
    return File(id=file_id, name=name, size=size, media_type=media_type)


def _command(part: FilePart, *, key: str | None) -> Command | None:
    return Command.of(key, method="upload", body=part.name.encode() + part.digest) if key else None
