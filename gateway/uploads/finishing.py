"""Makes a file of all parts: once, however often and by however many processes that is asked."""

from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from flask import g

from gateway.files.kinds import LOOKED_AT, media_type_of
from gateway.files.receiving import discard_bytes, keep_bytes, write_file
from gateway.storage import database, files
from gateway.uploads.errors import ContentDiffers
from gateway.uploads.model import Upload
from gateway.uploads.repository import file_of, own_upload, taken_parts
from gateway.uploads.tidying import throw_parts_away
from shared.contracts.files import File
from shared.files import file_key, read_parts
from shared.kernel.actor import Actor
from shared.kernel.errors import DomainError, Missing


def finish(actor: Actor, upload_id: str, *, checksum: str | None) -> File:
    """The file that the parts are together; asked again, the same.

    :raises UploadIncomplete: not all has come  :raises ContentDiffers: it is not what was sent
    :raises FileNotAccepted: no picture, though its name says so  :raises PictureTooLarge: too many pixels
    """
    with database().transaction(actor, read_only=True) as tx:
        upload = own_upload(tx, upload_id)
        known = file_of(tx, upload)
        upload.check_complete()
        keys = [file_key(tx.company_id, file_id=part.id) for part in taken_parts(tx, upload_id)]
        file_id = tx.new_id()
    if known is not None:
        return known
    try:
        media_type, size = _join(upload, keys, file_id=file_id, checksum=checksum)
        made = _write(actor, upload_id, file_id=file_id, media_type=media_type, size=size)
    except FileNotFoundError:
        return _made_by_a_twin(actor, upload_id)
    except DomainError:
        discard_bytes(actor.company_id, file_id=file_id)
        raise
    if made["id"] == file_id:
        throw_parts_away(database(), files(), actor.company_id, upload_id=upload_id)
    else:
        discard_bytes(actor.company_id, file_id=file_id)
    return made


def _join(upload: Upload, keys: Sequence[str], *, file_id: str, checksum: str | None) -> tuple[str, int]:
    """Type and size of the file, whose bytes are kept now; on the way they are joined in a folder of this process."""
    with TemporaryDirectory(prefix="kuaiqi-upload-") as folder:
        joined = Path(folder) / "joined"
        digest = _fetch_all(keys, into=joined)
        if checksum is not None and digest != checksum:
            raise ContentDiffers
        with joined.open("rb") as file:
            media_type = media_type_of(upload.name, start=file.read(LOOKED_AT))
        size = keep_bytes(read_parts(joined), company_id=upload.company_id, file_id=file_id, media_type=media_type)
    return media_type, size


def _fetch_all(keys: Sequence[str], *, into: Path) -> str:
    """The SHA-256 of it all. :raises FileNotFoundError: a part is not there"""
    digest = sha256()
    with into.open("wb") as file:
        for key in keys:
            for chunk in files().get(key):
                digest.update(chunk)
                file.write(chunk)
    return digest.hexdigest()


def _write(actor: Actor, upload_id: str, *, file_id: str, media_type: str, size: int) -> File:
    """The file, or the one that a twin of this request made meanwhile."""
    with database().transaction(actor, request_id=g.request_id) as tx:
        upload = own_upload(tx, upload_id, to_change=True)
        made = file_of(tx, upload)
        if made is None:
            made = write_file(tx, upload.name, size=size, file_id=file_id, media_type=media_type)
            upload.become(file_id, now=tx.now)
    return made


def _made_by_a_twin(actor: Actor, upload_id: str) -> File:
    """It was faster, and has thrown the parts away. :raises Missing: the bytes are gone for another reason"""
    with database().transaction(actor, read_only=True) as tx:
        made = file_of(tx, own_upload(tx, upload_id))
    if made is None:
        raise Missing
    return made
