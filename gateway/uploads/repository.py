from collections.abc import Collection, Sequence
from datetime import timedelta

from sqlalchemy import delete, func, select

from gateway.files.model import StoredFile
from gateway.uploads.model import Upload, UploadPart
from shared.contracts.files import File
from shared.database import Transaction
from shared.kernel.errors import Missing

KEPT = timedelta(days=1)


def own_upload(tx: Transaction, upload_id: str, *, to_change: bool = False) -> Upload:
    """One's own; to change it, alone with it. :raises Missing: not there, or somebody else's"""
    asked = select(Upload).filter_by(company_id=tx.company_id, id=upload_id, uploaded_by=tx.actor.employee_id)
    found = tx.session.scalars(asked.with_for_update() if to_change else asked).one_or_none()
    if found is None:
        raise Missing
    return found


def open_uploads(tx: Transaction) -> int:
    """How many the actor has not finished."""
    asked = select(func.count()).select_from(Upload)
    own = asked.filter_by(company_id=tx.company_id, uploaded_by=tx.actor.employee_id, file_id=None)
    return tx.session.scalars(own).one()


def taken_parts(tx: Transaction, upload_id: str) -> Sequence[UploadPart]:
    """From the first byte to the last."""
    own = select(UploadPart).filter_by(company_id=tx.company_id, upload_id=upload_id, taken=True)
    return tx.session.scalars(own.order_by(UploadPart.at)).all()


def part_ids(tx: Transaction, upload_id: str) -> Sequence[str]:
    """All whose bytes may lie in the store."""
    return tx.session.scalars(select(UploadPart.id).filter_by(company_id=tx.company_id, upload_id=upload_id)).all()


def file_of(tx: Transaction, upload: Upload) -> File | None:
    """What became of a finished upload."""
    found = tx.session.get(StoredFile, (tx.company_id, upload.file_id)) if upload.file_id else None
    return File(id=found.id, name=found.name, size=found.size, media_type=found.media_type) if found else None


def forget_parts(tx: Transaction, ids: Collection[str]) -> None:
    tx.session.execute(delete(UploadPart).where(UploadPart.company_id == tx.company_id, UploadPart.id.in_(ids)))


def forget_upload(tx: Transaction, upload_id: str) -> None:
    """With the rows of its parts."""
    tx.session.execute(delete(Upload).filter_by(company_id=tx.company_id, id=upload_id))


def old_uploads(tx: Transaction, *, most: int) -> Sequence[str]:
    """Those that nobody went on with for a day, finished or not."""
    old = select(Upload.id).where(Upload.company_id == tx.company_id, Upload.changed_at < tx.now - KEPT)
    return tx.session.scalars(old.order_by(Upload.changed_at).limit(most)).all()
