from sqlalchemy import select

from gateway.files.model import StoredFile
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


def signed_file(tx: Transaction, file_id: str) -> StoredFile:
    """A file whose address was signed. :raises Missing: not there"""
    found = tx.session.get(StoredFile, (tx.company_id, file_id))
    if found is None:
        raise Missing
    return found
