"""Marks for the entries that triggers wrote: a moment after the thing was written, so that nobody waits for them.

Until then a search looks at these things themselves: it finds the same, only slower while an import is behind it.
"""

from collections.abc import Iterator
from typing import Any

import orjson
from sqlalchemy import ColumnElement, and_, select, text

from services.crm.marks import rules
from services.crm.marks.tables import search_entries
from services.crm.search.tables import KINDS, Kind
from shared.database import Database, Transaction

AT_ONCE = 1_000
_E = search_entries.c
# An import needs the machine itself; its customers get their marks when it is over.
_BEHIND = text("""
select distinct e.company_id from search_entries e where e.marks is null and not exists (
  select from jobs j where j.company_id = e.company_id and j.kind = 'import' and j.status = 'running')
""")
_MARK = text("""
update search_entries e set marks = given.marks
from json_to_recordset(cast(:rows as json)) as given (kind text, id uuid, marks int[])
where e.company_id = cast(:company_id as uuid) and e.kind = given.kind and e.id = given.id
""")


def companies_behind(database: Database) -> list[str]:
    """Companies with entries that have no marks yet; `database` is the system's."""
    with database.connection() as connection:
        return list(connection.scalars(_BEHIND))


def mark(tx: Transaction) -> int:
    """Makes marks for some entries of the company; answers how many."""
    rows = [row for kind in KINDS.values() for row in _marked(tx, kind)]
    if rows:
        tx.connection.execute(_MARK, {"rows": orjson.dumps(rows).decode(), "company_id": tx.company_id})
    return len(rows)


def _marked(tx: Transaction, kind: Kind) -> Iterator[dict[str, Any]]:
    """Locked, so that a change of a thing meanwhile waits and leaves an entry without marks again."""
    c = kind.things.c
    columns: list[ColumnElement[Any]] = [
        c[kind.title].label("title"),
        *(c[each] for each in (*kind.names, *kind.phones)),
    ]
    found = tx.connection.execute(
        select(_E.id, _E.owner_id, *columns)
        .select_from(search_entries.join(kind.things, and_(c.company_id == _E.company_id, c.id == _E.id)))
        .where(_E.company_id == tx.company_id, _E.kind == kind.name, _E.marks.is_(None))
        .limit(AT_ONCE)
        .with_for_update(of=search_entries, skip_locked=True)
    )
    for row in found.mappings():
        signs = (*rules.signs_of(kind.words(row)), rules.owner_sign(row["owner_id"]))
        yield {
            "kind": kind.name,
            "id": row["id"],
            "marks": rules.marks(signs, kind=kind.name, company_id=tx.company_id),
        }
