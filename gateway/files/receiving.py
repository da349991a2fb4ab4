"""Takes an upload: bytes to the store as they arrive, then the row; what fails on the way leaves no bytes."""

import orjson
import uuid_utils.compat
from flask import g

from gateway.files.kinds import LOOKED_AT, media_type_of
from gateway.files.model import StoredFile
from gateway.files.parts import FilePart
from gateway.storage import database, files
from shared.database import Transaction
from shared.database.commands import Command, claim, store
from shared.files import file_key
from shared.kernel.actor import Actor


def receive(actor: Actor, part: FilePart, *, idempotency_key: str | None) -> bytes:
    """The file's description as JSON; with a key used before, the one given then.

    :raises FileNotAccepted: its kind  :raises FileTooLarge: its size
    """
    media_type = media_type_of(part.name, start=part.start(LOOKED_AT))
    file_id = str(uuid_utils.compat.uuid7())
    key = file_key(actor.company_id, file_id=file_id)
    files().put(key, content=part)
    kept = False
    try:
        with database().transaction(actor, request_id=g.request_id) as tx:
            command = _command(part, key=idempotency_key)
            known = claim(tx, command) if command else None
            answer = known or _write(tx, part, file_id=file_id, media_type=media_type)
            if command and known is None:
                store(tx, command, answer=answer)
        kept = known is None
    finally:
        if not kept:
            files().delete(key)
    return answer


def _write(tx: Transaction, part: FilePart, *, file_id: str, media_type: str) -> bytes:
    tx.session.add(
        StoredFile(
            company_id=tx.company_id,
            id=file_id,
            name=part.name,
            size=part.size,
            media_type=media_type,
            uploaded_by=tx.actor.employee_id,
            uploaded_at=tx.now,
        )
    )
    return orjson.dumps({"id": file_id, "name": part.name, "size": part.size, "media_type": media_type})


def _command(part: FilePart, *, key: str | None) -> Command | None:
    return Command.of(key, method="upload", body=part.name.encode() + part.digest) if key else None
