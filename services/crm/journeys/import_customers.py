"""Customers out of a workbook, into one's own or into the public pool (C2)."""

from collections.abc import Sequence
from typing import Any
from zoneinfo import ZoneInfo

from services.crm.custom_fields.values import Definition
from services.crm.imports.choices import enabled_choices
from services.crm.imports.columns import CUSTOM, TITLES
from services.crm.imports.machine import Custom, Importable, Problems, Refused
from services.crm.imports.rules import Draft, Known, Plan, RowChecker
from services.crm.imports.workbook import Workbook
from services.crm.journeys.import_rows import change, create, known_customers
from shared.database import Transaction
from shared.fields import in_words
from shared.jobs import Job
from shared.spreadsheets import Row


class _Customers:
    """Writes the customers of one workbook."""

    def __init__(self, tx: Transaction, job: Job, workbook: Workbook, custom: Custom) -> None:
        self._job, self._custom = job, custom
        self._zone = ZoneInfo(job.actor.time_zone)
        self._checker = RowChecker(
            workbook.columns,
            statuses=enabled_choices(tx, "customer-statuses"),
            tags=enabled_choices(tx, "customer-tags"),
            language=job.actor.language,
            custom=custom,
            zone=self._zone,
        )

    def check(self, _: Transaction, rows: Sequence[Row]) -> tuple[list[Any], Problems]:
        checked = [(row.number, self._checker.check(row.number, row.cells, formulas=row.formulas)) for row in rows]
        drafts = [each for _, each in checked if isinstance(each, Draft)]
        return drafts, {number: each for number, each in checked if not isinstance(each, Draft)}

    def known(self, tx: Transaction, drafts: Sequence[Draft], *, known: Known | None) -> Known:
        return known_customers(tx, drafts, known=known or Known())

    def create(self, tx: Transaction, made: Plan) -> Refused:
        owner = self._job.actor.as_person() if self._job.arguments["kind"] == "customers" else None
        return create(tx, self._job, made, owner=owner, custom=self._custom)

    def change(self, tx: Transaction, changes: Sequence[tuple[str, Draft]]) -> Refused:
        return change(tx, changes, custom=self._custom)

    def shown(self, draft: Draft) -> dict[str, str]:
        named = {
            "status": draft.status["name"] if draft.status else "",
            "tags": "、".join(each["name"] for each in draft.tags),
        }
        plain = {name: getattr(draft, name) or "" for name in ("name", "phone", "address", "note")}
        return plain | named | {f"{CUSTOM}{each.id}": self._words(each, draft) for each in self._custom}

    def _words(self, field: Definition, draft: Draft) -> str:
        return in_words(field, draft.custom.get(field.id), zone=self._zone) or ""


CUSTOMERS = Importable(
    of="customer",
    function="customers",
    titles=TITLES,
    required=("name",),
    names={
        "zh-CN": ("客户导入模板.xlsx", "导入失败的客户.xlsx"),
        "en": ("Customer import template.xlsx", "Customers not imported.xlsx"),
    },
    example={
        "zh-CN": {
            "name": "长江贸易有限公司",
            "phone": "02885551234",
            "address": "成都市锦江区人民东路 1 号",
            "note": "示例，导入前请删除",
        },
        "en": {
            "name": "Yangtze Trading Ltd",
            "phone": "02885551234",
            "address": "1 East Renmin Road, Chengdu",
            "note": "An example: delete it first",
        },
    },
    choices=lambda tx: {
        "status": list(enabled_choices(tx, "customer-statuses")),
        "tags": list(enabled_choices(tx, "customer-tags")),
    },
    writer=_Customers,
)
