"""Leads, contacts, opportunities, orders and products of a list into a workbook, with chosen columns."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zoneinfo import ZoneInfo

import orjson
from marshmallow import Schema, ValidationError, fields, validate, validates_schema

from services.crm.contacts.queries import contacts_after
from services.crm.custom_fields.values import definitions
from services.crm.customers.queries import select_found
from services.crm.customers.schemas import CustomerFilter
from services.crm.exports.lists import CONTACTS, LEADS, OPPORTUNITIES, ORDERS, PRODUCTS
from services.crm.exports.records import Column, Reading
from services.crm.leads.queries import leads_after
from services.crm.leads.schemas import LeadFilter
from services.crm.opportunities.queries import opportunities_after
from services.crm.opportunities.schemas import OpportunityFilter
from services.crm.orders.queries import orders_after
from services.crm.orders.schemas import OrderFilter
from services.crm.products.queries import products_after
from services.crm.products.schemas import ProductFilter
from shared.database import Transaction
from shared.fields import Field, in_words
from shared.files import FileStore, file_key, keep
from shared.jobs import Job, start
from shared.jobs.schemas import JobShown
from shared.kernel.errors import Forbidden
from shared.nameko.entrypoints import command, runs
from shared.spreadsheets import write_lines

_PAGE = 1_000
_FIRST = "00000000-0000-0000-0000-000000000000"
_CUSTOM = re.compile(r"field:[0-9a-f-]{36}")
_OF_A_PAGE = {"sort", "page", "page_size"}


@dataclass(frozen=True)
class _List:
    """What is exported of a kind: whose list, by which query behind an id, in which columns."""

    of: str
    function: str
    asked: type[Schema]
    after: Callable[..., list[dict[str, Any]]]
    columns: Mapping[str, Column]
    names: Mapping[str, str]

    def filters(self, given: Mapping[str, Any]) -> dict[str, Any]:
        """The list's query without what is about one page. :raises ValidationError: wrong, by field"""
        return {name: value for name, value in self.asked().load(given).items() if name not in _OF_A_PAGE}


class _CustomersOfContacts(CustomerFilter):
    """Contacts are those of the customers that a list of customers finds."""

    @validates_schema
    def _is_not_the_bin(self, asked: dict[str, Any], **_: Any) -> None:
        if asked.get("view") == "recycled":
            raise ValidationError("The recycle bin is not exported.", "view")


def _contacts_after(tx: Transaction, after: str, *, most: int, **filters: Any) -> list[dict[str, Any]]:
    return contacts_after(tx, after, most=most, of=select_found(tx, **filters))


_LISTS = {
    "contacts": _List(
        "contact",
        "customers",
        _CustomersOfContacts,
        _contacts_after,
        CONTACTS,
        {"zh-CN": "联系人.xlsx", "en": "Contacts.xlsx"},
    ),
    "leads": _List("lead", "leads", LeadFilter, leads_after, LEADS, {"zh-CN": "销售线索.xlsx", "en": "Leads.xlsx"}),
    "opportunities": _List(
        "opportunity",
        "opportunities",
        OpportunityFilter,
        opportunities_after,
        OPPORTUNITIES,
        {"zh-CN": "销售机会.xlsx", "en": "Opportunities.xlsx"},
    ),
    "orders": _List("order", "orders", OrderFilter, orders_after, ORDERS, {"zh-CN": "订单.xlsx", "en": "Orders.xlsx"}),
    "products": _List(
        "product", "products", ProductFilter, products_after, PRODUCTS, {"zh-CN": "产品.xlsx", "en": "Products.xlsx"}
    ),
}


class ListExport(Schema):
    kind = fields.String(required=True, validate=validate.OneOf(list(_LISTS)))
    filter = fields.Dict(load_default=dict)
    columns = fields.List(fields.String(), load_default=None, allow_none=True, validate=validate.Length(min=1, max=200))

    @validates_schema
    def _is_of_the_list(self, draft: dict[str, Any], **_: Any) -> None:
        wanted = _LISTS[draft["kind"]]
        try:
            wanted.filters(draft["filter"])
        except ValidationError as error:
            raise ValidationError({"filter": error.messages}) from error
        if any(each not in wanted.columns and not _CUSTOM.fullmatch(each) for each in draft["columns"] or ()):
            raise ValidationError({"columns": [f"Must be one of: {', '.join(wanted.columns)}."]})


class ExportLists:
    """What others may order of exports of lists."""

    files: FileStore

    @command(takes=ListExport, answers=JobShown, needs_action="export")
    def start_list_export(self, tx: Transaction, **arguments: Any) -> dict[str, Any]:
        """Write the leads, contacts, opportunities, orders or products of a list into a workbook: a job."""
        if not tx.actor.may_use(_LISTS[arguments["kind"]].function):
            raise Forbidden
        return start(tx, kind="export_list", arguments=arguments)

    @runs("export_list")
    def run_list_export(self, job: Job) -> None:
        """Gather page by page, write, and keep the workbook; a process that goes on begins anew."""
        wanted = _LISTS[job.arguments["kind"]]
        reading = Reading(job.actor.language, ZoneInfo(job.actor.time_zone))
        with job.step() as tx:
            job.progress(done=0)
            columns = _chosen(tx, wanted, job.arguments["columns"])
        with TemporaryDirectory(prefix="kuaiqi-export-") as folder:
            path = Path(folder) / "list.xlsx"
            titles = [column.title(reading.language) for column in columns]
            write_lines(path, titles=titles, lines=_lines(job, wanted, columns, reading))
            job.beside(keep, self.files, file_key(job.company_id, file_id=job.id), path)
        with job.step():
            job.finish(result={"rows": job.done}, file_name=wanted.names.get(reading.language, wanted.names["zh-CN"]))


def _chosen(tx: Transaction, wanted: _List, asked: Sequence[str] | None) -> list[Column]:
    """The columns in their order, custom fields behind; all where none were chosen."""
    custom = {f"field:{each.id}": _of_field(each) for each in definitions(tx, wanted.of) if each.type != "picture"}
    known = {**wanted.columns, **custom}
    return [column for name, column in known.items() if asked is None or name in asked]


def _of_field(field: Field) -> Column:
    def cell(record: Mapping[str, Any], reading: Reading) -> str:
        return in_words(field, record["fields"].get(field.id), zone=reading.zone) or ""

    return Column({"zh-CN": field.title}, cell)


def _lines(job: Job, wanted: _List, columns: Sequence[Column], reading: Reading) -> Iterator[bytes]:
    """A page of rows at a time, each a line of JSON."""
    filters, last, found = wanted.filters(job.arguments["filter"]), _FIRST, _PAGE
    while found == _PAGE:
        with job.step() as tx:
            records = wanted.after(tx, last, most=_PAGE, **filters)
            found = len(records)
            job.progress(done=job.done + found, total=job.done + found)
        if records:
            last = records[-1]["id"]
            yield b"\n".join(orjson.dumps([column.cell(each, reading) for column in columns]) for each in records)
