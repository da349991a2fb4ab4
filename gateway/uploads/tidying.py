"""Throws away what an upload no longer needs: its parts once it is a file, all of it a day after the last part."""

from collections.abc import Iterable

from gateway.uploads.repository import forget_parts, forget_upload, old_uploads, part_ids
from shared.database import Database
from shared.files import FileStore, file_key

# Events wait meanwhile.
MOST_AT_ONCE = 1


class OldUploads:
    """What the hourly tidying of each company has to do here."""

    def __init__(self, database: Database, store: FileStore) -> None:
        self._database = database
        self._store = store

    def throw_away(self, company_id: str) -> bool:
        """Whether there may be more."""
        with self._database.system_transaction() as tx:
            tx.enter_company(company_id)
            old = old_uploads(tx, most=MOST_AT_ONCE)
        for upload_id in old:
            throw_away(self._database, self._store, company_id, upload_id=upload_id)
        return len(old) == MOST_AT_ONCE


def throw_away(database: Database, store: FileStore, company_id: str, *, upload_id: str) -> None:
    """The upload with its parts; a file that it became stays."""
    throw_parts_away(database, store, company_id, upload_id=upload_id)
    with database.system_transaction() as tx:
        tx.enter_company(company_id)
        forget_upload(tx, upload_id)


def throw_parts_away(database: Database, store: FileStore, company_id: str, *, upload_id: str) -> None:
    """First the bytes, then the rows that know them: what breaks off in between is done by the next tidying."""
    with database.system_transaction() as tx:
        tx.enter_company(company_id)
        ids = part_ids(tx, upload_id)
    remove_bytes(store, company_id, ids)
    with database.system_transaction() as tx:
        tx.enter_company(company_id)
        forget_parts(tx, ids)


def remove_bytes(store: FileStore, company_id: str, part_ids: Iterable[str]) -> None:
    for each in part_ids:
        store.discard(file_key(company_id, file_id=each))
