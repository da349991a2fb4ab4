"""Customers of a list into a workbook, page by page (C2)."""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from marshmallow import Schema, ValidationError, fields, validate
from sqlalchemy import ARRAY, DateTime, Select, Text, and_, any_, bindparam, cast, func, literal, select
from sqlalchemy.dialects.postgresql import aggregate_order_by

from services.crm.custom_fields.values import definitions
from services.crm.customers.model import Customer
from services.crm.customers.queries import FIRST, count_found, find_ids
from services.crm.customers.schemas import CustomerFilter
from services.crm.customers.tables import customer_tags
from services.crm.db import choices
from services.crm.exports.columns import TITLES, title_of
from shared.database import Id, Transaction
from shared.database.tables import employees
from shared.fields import Field
from shared.files import FileStore, file_key, keep
from shared.jobs import Job, start
from shared.jobs.schemas import JobShown
from shared.nameko.entrypoints import command, runs
from shared.spreadsheets import write_lines

_FOUND_AT_ONCE, _PAGE = 50_000, 1_000  # finding looks at the whole list each time, reading at its page alone
_C = Customer.__table__.c
_CUSTOM = re.compile(r"field:[0-9a-f-]{36}")
_OF_A_PAGE = {"sort", "page", "page_size"}
_NAMES = {"zh-CN": "客户.xlsx", "en": "Customers.xlsx"}


def _filters(given: dict[str, Any]) -> dict[str, Any]:
    """The list's query without what is about one page. :raises ValidationError: wrong, by field"""
    read = CustomerFilter().load(given)
    return {name: value for name, value in read.items() if name not in _OF_A_PAGE}


class _ListQuery(fields.Dict):
    """The query of a list that may be exported, kept as it was given."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **options: Any) -> Any:
        given: Any = super()._deserialize(value, attr, data, **options)  # type: ignore[no-untyped-call]  # marshmallow's own
        if _filters(given)["view"] == "recycled":
            raise ValidationError({"view": ["The recycle bin is not exported."]})
        return given


def _is_column(name: str) -> None:
    if name not in TITLES and not _CUSTOM.fullmatch(name):
        raise ValidationError(f"Must be one of: {', '.join(TITLES)}.")


class ExportDraft(Schema):
    kind = fields.String(required=True, validate=validate.OneOf(["customers"]))
    filter = _ListQuery(load_default=dict)
    columns = fields.List(
        fields.String(validate=_is_column), load_default=None, allow_none=True, validate=validate.Length(min=1, max=200)
    )


class ExportCustomers:
    """What others may order of exports."""

    files: FileStore

    @command(takes=ExportDraft, answers=JobShown, needs="customers", needs_action="export")
    def start_export(self, tx: Transaction, **arguments: Any) -> dict[str, Any]:
        """Write the customers of a list, all pages of it, into a workbook: a job."""
        return start(tx, kind="export", arguments=arguments)

    @runs("export")
    def run_export(self, job: Job) -> None:
        """Gather page by page, write, and keep the workbook; a process that goes on begins anew."""
        filters = _filters(job.arguments["filter"])
        language = job.actor.language
        with job.step() as tx:
            custom = {f"field:{each.id}": each for each in definitions(tx, "customer") if each.type != "picture"}
            wanted = job.arguments["columns"] or [*TITLES, *custom]
            columns = [each for each in (*TITLES, *custom) if each in wanted]
            job.progress(done=0, total=count_found(tx, **filters))
        with TemporaryDirectory(prefix="kuaiqi-export-") as folder:
            path = Path(folder) / "customers.xlsx"
            titles = [custom[column].title if column in custom else title_of(column, language) for column in columns]
            write_lines(path, titles=titles, lines=_lines(job, filters=filters, columns=columns, custom=custom))
            job.beside(keep, self.files, file_key(job.company_id, file_id=job.id), path)
        with job.step():
            job.finish(result={"rows": job.done}, file_name=_NAMES.get(language, _NAMES["zh-CN"]))


def _lines(
    job: Job, *, filters: dict[str, Any], columns: Sequence[str], custom: Mapping[str, Field]
) -> Iterator[bytes]:
    """A page of rows at a time, as PostgreSQL writes them for the workbook."""
    statement = _customers(columns, custom)
    for ids in _pages(job, filters=filters):
        with job.step() as tx:
            asked = {"company_id": tx.company_id, "ids": ids, "zone": job.actor.time_zone}
            lines: list[str] = list(tx.connection.scalars(statement, asked))
            job.progress(done=job.done + len(lines))
        if lines:
            yield "\n".join(lines).encode()


def _pages(job: Job, *, filters: dict[str, Any]) -> Iterator[list[str]]:
    """The ids of the list, page by page."""
    last, found = FIRST, _FOUND_AT_ONCE
    while found == _FOUND_AT_ONCE:
        with job.step() as tx:
            ids = find_ids(tx, most=_FOUND_AT_ONCE, after=last, **filters)
        yield from (ids[at : at + _PAGE] for at in range(0, len(ids), _PAGE))
        found, last = len(ids), ids[-1] if ids else last


def _customers(columns: Sequence[str], custom: Mapping[str, Field]) -> Select[Any]:
    company_id, status, owner = bindparam("company_id", type_=Id), choices.alias(), employees
    cells = {"status": status.c.name, "owner": owner.c.name, "tags": _tags()}
    cells |= {column: _moment(_C[column]) for column in columns if column.endswith("_at")}
    cells |= {column: _value(custom[column]) for column in columns if column in custom}
    joined = Customer.__table__.outerjoin(
        status, and_(status.c.company_id == company_id, status.c.id == _C.status_id)
    ).outerjoin(owner, and_(owner.c.company_id == company_id, owner.c.id == _C.owner_id))
    return (
        select(cast(func.json_build_array(*(cells.get(column, _C.get(column)) for column in columns)), Text))
        .select_from(joined)
        .where(_C.company_id == company_id, _C.id == any_(cast(bindparam("ids"), ARRAY(Id))))
        .order_by(_C.id)
    )


def _tags() -> Any:
    tag, t = choices.alias(), customer_tags.c
    return (
        select(func.string_agg(tag.c.name, aggregate_order_by(literal("、"), tag.c.order)))
        .select_from(customer_tags.join(tag, and_(tag.c.company_id == t.company_id, tag.c.id == t.choice_id)))
        .where(t.company_id == _C.company_id, t.customer_id == _C.id)
        .scalar_subquery()
    )


def _value(field: Field) -> Any:
    """A custom field's, as people read it."""
    if field.type == "multiple_choice":
        chosen = func.jsonb_array_elements_text(_C.fields[field.id]).table_valued("value")
        return select(func.string_agg(chosen.c.value, "、")).scalar_subquery()
    value = _C.fields[field.id].astext
    return _moment(cast(value, DateTime(timezone=True))) if field.type == "date_time" else value


def _moment(column: Any) -> Any:
    return func.to_char(func.timezone(bindparam("zone"), column), "YYYY-MM-DD HH24:MI")
