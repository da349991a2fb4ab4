"""How far digests are, per company."""

from datetime import timedelta

from sqlalchemy import text

from services.crm.digests.queries import digest, oldest
from services.crm.digests.rules import spans_of
from shared.contracts.crm.digests import DigestTaken
from shared.database import Transaction
from shared.kernel.digests import BUCKET_MS

# Longer than a transaction may take: what bears an earlier id is in sight.
_SETTLED = timedelta(minutes=2)
_NEXT = text(
    "insert into digests (company_id, version) values (cast(:company_id as uuid), 1) "
    "on conflict (company_id) do update set version = digests.version + 1 returning version, walked"
)
_WALKED = text("update digests set walked = :walked where company_id = cast(:company_id as uuid)")


def take_digest(tx: Transaction) -> None:
    """Tells the digest of a company that has told anything."""
    begun = oldest(tx)
    if begun is None:
        return
    key = {"company_id": tx.company_id}
    version, walked = tx.connection.execute(_NEXT, key).one()
    closed = int((tx.now - _SETTLED).timestamp() * 1_000) // BUCKET_MS - 1
    pairs, older = spans_of(closed=closed, oldest=begun, walked=walked)
    tx.connection.execute(_WALKED, key | {"walked": older})
    tx.publish(DigestTaken(digest_id=tx.company_id, spans=[digest(tx, pair) for pair in pairs]), version=version)
