"""What was told, by the ids of events; all of it is found by the index on them."""

from sqlalchemy import text

from services.crm.digests.rules import Pair
from shared.contracts.crm.digests import DigestSpan, DigestTaken
from shared.database import Transaction
from shared.kernel.digests import bucket_of, first_id

_COUNT = text(
    "select count(*), coalesce(sum(('x' || right(replace(id::text, '-', ''), 15))::bit(60)::bigint), 0)::text "
    "from outbox where company_id = cast(:company_id as uuid) and id >= cast(:first as uuid) "
    "and id < cast(:beyond as uuid) and type like 'crm.%' and type <> :digest"
)
_OLDEST = text(
    "select id from outbox where company_id = cast(:company_id as uuid) and type like 'crm.%' order by id limit 1"
)
_AGAIN = text(
    "update outbox set published_at = null where company_id = cast(:company_id as uuid) "
    "and id >= cast(:first as uuid) and id < cast(:beyond as uuid) and type like 'crm.%' and published_at is not null"
)


def digest(tx: Transaction, pair: Pair) -> DigestSpan:
    """How many events were told in the span, and the sum of their marks."""
    events, marks = tx.connection.execute(_COUNT, _limits(tx, *pair) | {"digest": DigestTaken.type}).one()
    return DigestSpan(first=pair[0], last=pair[1], events=events, marks=marks)


def oldest(tx: Transaction) -> int | None:
    """The five minutes of the company's first event, if there is any."""
    found = tx.connection.scalar(_OLDEST, {"company_id": tx.company_id})
    return bucket_of(str(found)) if found else None


def tell_again(tx: Transaction, *, first: int, last: int) -> int:
    """Lets the relay carry all of the span once more; how many events that is."""
    again = tx.connection.execute(_AGAIN, _limits(tx, first, last)).rowcount
    tx.connection.execute(text("select pg_notify('outbox', '')"))
    return again


def _limits(tx: Transaction, first: int, last: int) -> dict[str, str]:
    return {"company_id": tx.company_id, "first": first_id(first), "beyond": first_id(last + 1)}
