"""What the index knows of a part of a name, for lists that filter by one."""

from collections.abc import Sequence

from sqlalchemy import text

from services.crm.marks import rules
from shared.database import Transaction

MOST = 2_000
_HOLDING = text("""
select find_entries(:kind, cast(:wanted as int[]), null, null, 0, :most)
union all
(select id from search_entries
 where company_id = cast(:company_id as uuid) and kind = :kind and marks is null limit :most)
""")


def candidates(tx: Transaction, kind: str, part: str) -> Sequence[str] | None:
    """Ids of the things whose names may hold this part, those not marked yet among them.

    None where looking into the names costs no more: the part is short, or stands in very many of them.
    """
    signs = rules.signs_of_part(part.lower())
    if not signs:
        return None
    wanted = rules.marks(signs, kind=kind, company_id=tx.company_id)
    asked = {"kind": kind, "wanted": wanted, "company_id": tx.company_id, "most": MOST + 1}
    found = tx.connection.scalars(_HOLDING, asked).all()
    return [str(each) for each in found] if len(found) <= MOST else None
