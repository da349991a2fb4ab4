"""Values of a thing that is written: checked against the definitions, told in words, unique ones held.

Pictures are kept as ids in their field; beside the fields lies what the gateway told of these files, as `files`.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from services.crm.custom_fields.errors import ValueTaken
from services.crm.custom_fields.tables import FIELDS_LOCK
from shared.contracts.files import File
from shared.database import Transaction
from shared.fields import Field, Value, check, in_words
from shared.kernel.errors import Invalid

Kept = dict[str, Any]
FILES = "files"
# The lock is waited for in a statement of its own, so that the definitions are those after it.
_DEFINITIONS = """
select id, title, type, required, choices, "unique", sortable, filterable from custom_fields
where company_id = cast(:company_id as uuid) and "of" = :of and enabled order by "order", id
"""
_KNOWN = text(_DEFINITIONS).execution_options(prepared=True)
_HELD = text("select pg_advisory_xact_lock_shared(:lock, hashtext(:company_id))").execution_options(deferred=True)

_HOLDERS = text("""
select u.field_id, u.value, u.thing_id
from unnest(cast(:fields as uuid[]), cast(:values as text[])) as given (field_id, value)
join unique_values u
  on u.company_id = cast(:company_id as uuid) and u.field_id = given.field_id and u.value = given.value
""")


@dataclass(frozen=True, kw_only=True)
class Definition(Field):
    """A field that is switched on, with what lists may do with it."""

    unique: bool
    sortable: bool
    filterable: bool


@dataclass(frozen=True)
class Values:
    """All values of a thing after a change, and what changed by title, in words."""

    kept: Kept
    changes: dict[str, list[Any]]


def definitions(tx: Transaction, of: str, *, writing: bool = False) -> list[Definition]:
    """The fields of a kind of thing that are switched on.

    Nobody changes them until a transaction is over that is `writing` values.
    """
    company = {"company_id": tx.company_id, "of": of}
    if writing:
        tx.connection.execute(_HELD, {"lock": FIELDS_LOCK, "company_id": tx.company_id})
    return [_definition(**row) for row in tx.connection.execute(_KNOWN, company).mappings()]


def _definition(**row: Any) -> Definition:
    return Definition(**row | {"id": str(row["id"]), "choices": tuple(row["choices"])})


def new_values(tx: Transaction, of: str, given: Mapping[str, Any] | None, *, files: Sequence[File] = ()) -> Kept:
    """Of something new. :raises Invalid: unknown, missing, or none of its type, by field"""
    known = definitions(tx, of, writing=True)
    return over(known, check(known, given or {}), before={}, files=files)


def changed_values(
    tx: Transaction, of: str, given: Mapping[str, Any], *, before: Kept, files: Sequence[File] = ()
) -> Values:
    """What was given over what there was. :raises Invalid: unknown, emptied though required, none of its type"""
    known = definitions(tx, of, writing=True)
    kept = over(known, check(known, given, complete=False), before=before, files=files)
    return Values(kept, told(known, before, kept, zone=ZoneInfo(tx.actor.time_zone)))


def take_new(tx: Transaction, of: str, draft: dict[str, Any]) -> Kept:
    """Those of something new, out of its draft. :raises Invalid: unknown, missing, or none of its type, by field"""
    return new_values(tx, of, draft.pop("custom", None), files=draft.pop("pictures", ()))


def take_changed(tx: Transaction, of: str, draft: dict[str, Any], *, before: Kept) -> Values:
    """Those of a change, out of its draft. :raises Invalid: unknown, emptied though required, none of its type"""
    pictures, given = draft.pop("pictures", ()), draft.pop("custom", None)
    return Values(before, {}) if given is None else changed_values(tx, of, given, before=before, files=pictures)


def shown_values(kept: Kept) -> dict[str, Any]:
    """As answers show them: values by the field's id, and the pictures among them."""
    return {"fields": {key: value for key, value in kept.items() if key != FILES}, "files": kept.get(FILES, [])}


def copied(tx: Transaction, of: str, kept: Kept) -> Kept:
    """Those of a copy: what must be unique stays with the original."""
    unique = {each.id for each in definitions(tx, of, writing=True) if each.unique}
    return {key: value for key, value in kept.items() if key not in unique}


def over(
    known: Sequence[Field], checked: Mapping[str, Value | None], *, before: Kept, files: Sequence[File] = ()
) -> Kept:
    """Checked values over those before. :raises Invalid: a picture that nobody knows"""
    described = {each["id"]: each for each in (*before.get(FILES, ()), *files)}
    kept = {key: value for key, value in {**before, **checked}.items() if value is not None and key != FILES}
    shown: list[File] = []
    for field in known:
        if field.type == "picture":
            ids = kept.get(field.id, ())
            if any(each not in described for each in ids):
                raise Invalid(errors={f"fields.{field.id}": ["Unknown file."]})
            shown += [described[each] for each in ids]
    return kept | ({FILES: shown} if shown else {})


def told(known: Sequence[Field], before: Kept, after: Kept, *, zone: ZoneInfo) -> dict[str, list[Any]]:
    """What changed, by title, in words."""
    return {
        field.title: [in_words(field, each.get(field.id), zone=zone) for each in (before, after)]
        for field in known
        if before.get(field.id) != after.get(field.id)
    }


def holders_of(tx: Transaction, pairs: Sequence[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """Which thing has a value in a field whose values are unique, by field and value."""
    given = {"company_id": tx.company_id, "fields": [key for key, _ in pairs], "values": [value for _, value in pairs]}
    return {(str(row.field_id), row.value): str(row.thing_id) for row in tx.session.execute(_HOLDERS, given)}


@contextmanager
def values_stay_unique() -> Iterator[None]:
    """Around what writes a thing. :raises ValueTaken: another one has the value"""
    try:
        yield
    except IntegrityError as error:
        diagnosis = getattr(error.orig, "diag", None)
        if diagnosis is None or diagnosis.constraint_name != "unique_values_pkey":
            raise
        raise ValueTaken(diagnosis.column_name) from error
