from collections.abc import Collection

from sqlalchemy import select

from gateway.files.model import StoredFile
from shared.contracts.files import File
from shared.database import Transaction
from shared.kernel.errors import Missing


def own_file(tx: Transaction, file_id: str) -> StoredFile:
    """:raises Missing: not there, or somebody else's"""
    found = tx.session.scalars(
        select(StoredFile).filter_by(company_id=tx.company_id, id=file_id, uploaded_by=tx.actor.employee_id)
    ).one_or_none()
    if found is None:
        raise Missing
    return found


def own_files(tx: Transaction, file_ids: Collection[str]) -> dict[str, File]:
    """Those that the caller uploaded, by id."""
    c = StoredFile.__table__.c
    found = tx.session.execute(
        select(c.id, c.name, c.size, c.media_type).where(
            c.company_id == tx.company_id, c.id.in_(file_ids), c.uploaded_by == tx.actor.employee_id
        )
    )
    return {row.id: File(id=row.id, name=row.name, size=row.size, media_type=row.media_type) for row in found}


def signed_file(tx: Transaction, file_id: str) -> StoredFile:
    """A file whose address was signed. :raises Missing: not there"""
    found = tx.session.get(StoredFile, (tx.company_id, file_id))
    if found is None:
        raise Missing
    return found
