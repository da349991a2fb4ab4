"""What a search finds: per kind the best first, at most a hundred of them; rights as the lists have them."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    ARRAY,
    ColumnElement,
    FromClause,
    Integer,
    RowMapping,
    Select,
    and_,
    any_,
    bindparam,
    cast,
    func,
    literal,
    or_,
    select,
    true,
    union_all,
)

from services.crm.concerned import concerned
from services.crm.marks import rules
from services.crm.marks.tables import search_entries
from services.crm.names import customer_names
from services.crm.paging import containing, named
from services.crm.search.tables import KINDS, NOBODY, Kind, participants
from shared.database import Id, Transaction
from shared.database.tables import employees
from shared.directory.scope import Shape, departments_below, scope_condition, scope_shape, scope_values

Answer = dict[str, Any]
MOST = 100
_CANDIDATES = 2 * MOST
# Owners are looked up in the index when they are few, and compared one by one when they are many.
_FEW_OWNERS = 50
# What stands in many names is found among the newest sooner than by the index, which would list all of it first.
_NEWEST = 5_000
_COMPANY = bindparam("company_id", type_=Id)
_ME = bindparam("actor_id", type_=Id)
_LIMIT = bindparam("limit", type_=Integer)
_E = search_entries.c
_O = concerned.c
_IN_POOL_TOO = ("customer", "contact")


def search(tx: Transaction, *, q: str, kind: Sequence[str] | None, page: int, page_size: int) -> Answer:
    """A group per kind that the actor uses."""
    words = rules.words_of(q)
    kinds = [KINDS[each] for each in kind or KINDS]
    used = [each for each in kinds if any(tx.actor.may_use(function) for function in each.offered_to)]
    return {"groups": [_group(tx, each, words, q=q, page=page, page_size=page_size) for each in used]}


def _group(tx: Transaction, kind: Kind, words: Sequence[str], *, q: str, page: int, page_size: int) -> Answer:
    found = [row for row in _found(tx, kind, words) if rules.holds(kind.words(row), words)] if words else []
    found.sort(key=lambda row: (rules.rank(row["title"], q), len(row["title"]), row["title"], row["id"]))
    shown = found[:MOST][(page - 1) * page_size : page * page_size]
    group: Answer = {"kind": kind.name, "items": [_shown(kind, row) for row in shown]}
    group |= {"total": min(len(found), MOST), "page": page, "page_size": page_size}
    return group | ({"total_is_lower_bound": True} if len(found) > MOST else {})


def _found(tx: Transaction, kind: Kind, words: Sequence[str]) -> Sequence[RowMapping]:
    ways = rules.ways(words)
    function = kind.offered_to[0]
    shape: Shape = "company" if kind.owned_by is None else scope_shape(tx.actor, function)
    values: Answer = {"company_id": tx.company_id, "actor_id": tx.actor.employee_id, "limit": _CANDIDATES}
    values |= scope_values(tx.actor, function) | _owners(tx, kind, shape)
    wanted = list(dict.fromkeys(signs for way in ways for signs in (rules.starting(way, words[0]), way)))
    for number, signs in enumerate(wanted):
        common = signs in ways and rules.may_be_common(signs)
        values[f"newest_{number}"] = _NEWEST if common and shape != "self" else 0
        values[f"wanted_{number}"] = rules.marks(signs, kind=kind.name, company_id=tx.company_id)
    values |= {f"word_{number}": containing(word) for number, word in enumerate(words)}
    statement = _statement(kind, shape, wanted=len(wanted), words=len(words))
    return tx.connection.execute(statement, values).mappings().all()


def _owners(tx: Transaction, kind: Kind, shape: Shape) -> Answer:
    """Whose things may be found, for the index; None where all may."""
    if shape == "company":
        return {"owners": None, "owned": None}
    ids = [tx.actor.employee_id] if shape != "nothing" else []
    if shape == "departments":
        ids += _employees_in_scope(tx, kind)
    if kind.name in _IN_POOL_TOO:
        ids.append(NOBODY)
    few = len(ids) <= _FEW_OWNERS
    signs = rules.marks(map(rules.owner_sign, ids), kind=kind.name, company_id=tx.company_id)
    return {"owners": ids, "owned": signs if few else None}


def _employees_in_scope(tx: Transaction, kind: Kind) -> list[str]:
    scope, e = tx.actor.scope_of(kind.offered_to[0]), employees.c
    seen = or_(
        e.department_id.in_(scope.department_ids),
        e.department_id.in_(departments_below(tx.company_id, scope.below_ids)),
    )
    return list(tx.connection.scalars(select(e.id).where(e.company_id == tx.company_id, seen)))


@lru_cache(maxsize=512)
def _statement(kind: Kind, shape: Shape, *, wanted: int, words: int) -> Select[Any]:
    """The candidates of the index, those of my customers and approvals, and what no marks were made for yet."""
    c = kind.things.c
    candidates = [
        select(
            func.find_entries(
                kind.name, _list(f"wanted_{number}"), _list("owned"), _ids("owners"), _newest(number), _LIMIT
            )
        )
        for number in range(wanted)
    ]
    if kind.shared_with_participants and shape != "company":
        candidates += [_of_my_customers(kind, f"wanted_{number}") for number in range(wanted)]
    if kind.approved and shape != "company":
        candidates += [_of_my_approvals(kind, f"wanted_{number}") for number in range(wanted)]
    candidates += [_unmarked(kind, words=words), _newest_unmarked(kind)]
    owner = kind.owner
    e = employees.alias("owner")
    joined: FromClause = kind.joined
    columns: list[ColumnElement[Any]] = [c.id, c[kind.title].label("title"), *(c[each] for each in kind.names)]
    columns += [c[each] for each in (*kind.phones, *kind.told)]
    if owner is not None:
        joined = joined.outerjoin(e, and_(e.c.company_id == c.company_id, e.c.id == owner))
        columns += [owner.label("owner_id"), e.c.name.label("owner_name")]
    if kind.of_customer:
        columns += [c.customer_id, customer_names.c.name.label("customer_name")]
    return (
        select(*columns)
        .select_from(joined)
        .where(c.company_id == _COMPANY, c.id == any_(func.array(union_all(*candidates).scalar_subquery())))
        .where(*_visible(kind, shape))
    )


def _visible(kind: Kind, shape: Shape) -> list[ColumnElement[bool]]:
    recycled = customer_names.c.recycled_at if kind.of_customer else kind.things.c.get("recycled_at")
    there = [] if recycled is None else [recycled.is_(None)]
    owner = kind.owner
    if owner is None:
        return there
    seen = [scope_condition(shape, owner=owner)]
    if kind.name in _IN_POOL_TOO:
        seen.append(owner.is_(None))
    if kind.shared_with_participants:
        p = participants.c
        seen.append(
            select(p.customer_id)
            .where(p.company_id == _COMPANY, p.customer_id == kind.customer_id, p.employee_id == _ME)
            .exists()
        )
    if kind.approved:
        seen.append(select(_O.kind).where(*_concerns_me(kind), _O.thing_id == kind.things.c.id).exists())
    return [*there, or_(*seen)]


def _concerns_me(kind: Kind) -> list[ColumnElement[bool]]:
    return [_O.company_id == _COMPANY, _O.employee_id == _ME, _O.kind == literal(kind.name)]


def _of_my_customers(kind: Kind, wanted: str) -> Select[Any]:
    """Things of customers that the actor takes part in."""
    p, c = participants.c, kind.things.c
    return (
        select(_E.id)
        .select_from(
            participants.join(kind.things, and_(c.company_id == p.company_id, kind.customer_id == p.customer_id)).join(
                search_entries, and_(_E.company_id == c.company_id, _E.kind == literal(kind.name), _E.id == c.id)
            )
        )
        .where(p.company_id == _COMPANY, p.employee_id == _ME, _E.marks.op("@>")(_list(wanted)))
        .limit(_LIMIT)
    )


def _of_my_approvals(kind: Kind, wanted: str) -> Select[Any]:
    """Things of which the actor approves something, or did."""
    entries = and_(_E.company_id == _O.company_id, _E.kind == _O.kind, _E.id == _O.thing_id)
    return (
        select(_E.id)
        .select_from(concerned.join(search_entries, entries))
        .where(*_concerns_me(kind), _E.marks.op("@>")(_list(wanted)))
        .limit(_LIMIT)
    )


def _unmarked(kind: Kind, *, words: int) -> Select[Any]:
    """Entries without marks, by the words themselves: what an import has just brought in."""
    c = kind.things.c
    texts = [c[each] for each in (kind.title, *kind.names)]
    texts += [func.array_to_string(c[each], " ") if kind.name == "contact" else c[each] for each in kind.phones]
    like = [or_(*(text.ilike(bindparam(f"word_{number}")) for text in texts)) for number in range(words)]
    return (
        select(_E.id)
        .select_from(search_entries.join(kind.things, and_(c.company_id == _E.company_id, c.id == _E.id)))
        .where(_E.company_id == _COMPANY, _E.kind == literal(kind.name), _E.marks.is_(None), *(like or [true()]))
        .limit(_LIMIT)
    )


def _newest_unmarked(kind: Kind) -> Select[Any]:
    """What was written a moment ago, however it is read."""
    unmarked = select(_E.id).where(_E.company_id == _COMPANY, _E.kind == literal(kind.name), _E.marks.is_(None))
    return unmarked.order_by(_E.id.desc()).limit(_LIMIT)


def _shown(kind: Kind, row: RowMapping) -> Answer:
    found = kind.words(row)
    return {
        "id": row["id"],
        "name": row["title"],
        "phone": found.phones[0] if found.phones else None,
        "company": row.get("company"),
        "state": row[kind.told[0]] if kind.told else None,
        "in_pool": kind.name in _IN_POOL_TOO and row["owner_id"] is None,
        "owner": named(row.get("owner_id"), row.get("owner_name")),
        "customer": named(row.get("customer_id"), row.get("customer_name")),
    }


def _newest(number: int) -> ColumnElement[Any]:
    return bindparam(f"newest_{number}", type_=Integer)


def _list(name: str) -> ColumnElement[Any]:
    return cast(bindparam(name), ARRAY(Integer))


def _ids(name: str) -> ColumnElement[Any]:
    return cast(bindparam(name), ARRAY(Id))
