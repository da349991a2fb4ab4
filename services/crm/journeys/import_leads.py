"""Leads of one's own out of a workbook (L2)."""

from collections.abc import Hashable, Mapping, Sequence
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import or_, select

from services.crm.custom_fields.values import told, values_stay_unique
from services.crm.imports.choices import enabled_choices
from services.crm.imports.machine import Custom, Importable, Problems, Refused
from services.crm.imports.rules import Plan, incomplete
from services.crm.imports.things import KnownThings, ThingChecker, ThingDraft, choice_named
from services.crm.imports.unique import not_unique
from services.crm.imports.workbook import Workbook
from services.crm.journeys.keep_leads import SOURCES, STATUSES
from services.crm.leads.model import Lead
from services.crm.leads.repository import Leads
from services.crm.leads.schemas import LeadDraft
from shared.contracts.crm.events import Named
from shared.database import Transaction
from shared.jobs import Job
from shared.spreadsheets import Row

TITLES = {
    "name": {"zh-CN": "姓名", "en": "Name"},
    "company": {"zh-CN": "公司", "en": "Company"},
    "phone": {"zh-CN": "电话", "en": "Phone"},
    "address": {"zh-CN": "地址", "en": "Address"},
    "status_id": {"zh-CN": "状态", "en": "Status"},
    "source_id": {"zh-CN": "来源", "en": "Source"},
    "note": {"zh-CN": "备注", "en": "Note"},
}
_MEANT_BY = ("phone", "name", "company", "address")
_C = Lead.__table__.c


def _keys(values: Mapping[str, Any]) -> Sequence[Hashable]:
    return [(field, values[field]) for field in _MEANT_BY if values.get(field)]


class _Leads:
    """Writes the leads of one workbook."""

    def __init__(self, tx: Transaction, job: Job, workbook: Workbook, custom: Custom) -> None:
        self._custom = custom
        self._statuses, self._sources = enabled_choices(tx, STATUSES), enabled_choices(tx, SOURCES)
        self._checker = ThingChecker(
            workbook.columns,
            titles=TITLES,
            schema=LeadDraft(),
            reads={"status_id": choice_named(self._statuses), "source_id": choice_named(self._sources)},
            custom=custom,
            language=job.actor.language,
            zone=ZoneInfo(job.actor.time_zone),
        )
        self.shown = self._checker.shown

    def check(self, _: Transaction, rows: Sequence[Row]) -> tuple[list[Any], Problems]:
        return self._checker.check(rows)

    def known(self, tx: Transaction, drafts: Sequence[ThingDraft], *, known: KnownThings | None) -> KnownThings:
        """The company's open leads, whoever may see them."""
        known = known or KnownThings(_keys)
        wanted = {field: {each.values[field] for each in drafts if each.values.get(field)} for field in _MEANT_BY}
        meant = [_C[field].in_(sorted(values)) for field, values in wanted.items() if values]
        found = tx.session.execute(
            select(_C.id, *(_C[field] for field in _MEANT_BY))
            .where(_C.company_id == tx.company_id, _C.customer_id.is_(None), or_(*meant))
            .order_by(_C.id)
        )
        for row in found if meant else ():
            known.add(row.id, row._asdict())
        return known

    def create(self, tx: Transaction, made: Plan) -> Refused:
        language = tx.actor.language
        missing = incomplete(made.new.values(), self._custom, language=language)
        refused = {row: "；".join(each.told() for each in found) for row, found in missing.items()}
        complete = [each for each in made.new.values() if each.row not in refused]
        refused |= not_unique(tx, "lead", [(None, each) for each in complete], custom=self._custom)
        leads = Leads(tx)
        for draft in complete:
            if draft.row not in refused:
                leads.add(self._lead(tx, draft))
        with values_stay_unique():
            leads.save()
        return refused

    def change(self, tx: Transaction, changes: Sequence[tuple[str, ThingDraft]]) -> Refused:
        refused = not_unique(tx, "lead", changes, custom=self._custom)
        drafts: dict[str, list[ThingDraft]] = {}
        for lead_id, draft in changes:
            if draft.row not in refused:
                drafts.setdefault(lead_id, []).append(draft)

        def take_over(lead: Lead) -> None:
            for draft in drafts[lead.id]:
                self._take_over(tx, lead, draft)

        with values_stay_unique():
            answer = Leads(tx).each(list(drafts), take_over, to="edit")
        return refused | {draft.row: each["detail"] for each in answer["refused"] for draft in drafts[each["id"]]}

    def _lead(self, tx: Transaction, draft: ThingDraft) -> Lead:
        first = next(iter(self._statuses.values()), None)
        return Lead.create(
            company_id=tx.company_id,
            lead_id=tx.new_id(),
            given=_columns(draft),
            status=self._status(draft) or first,
            source=self._source(draft),
            by=tx.actor.as_person(),
            at=tx.now,
            origin="imported",
            values=draft.custom,
        )

    def _take_over(self, tx: Transaction, lead: Lead, draft: ThingDraft) -> None:
        kept = {**lead.fields, **draft.custom}
        changes = told(self._custom, lead.fields, kept, zone=ZoneInfo(tx.actor.time_zone))
        source = (self._source(draft),) if "source_id" in draft.values else None
        lead.change(given=_columns(draft) | {"fields": kept}, source=source, custom=changes, at=tx.now)
        if "status_id" in draft.values:
            lead.set_status(self._status(draft), at=tx.now)

    def _status(self, draft: ThingDraft) -> Named | None:
        return self._statuses.get(draft.words.get("status_id", ""))

    def _source(self, draft: ThingDraft) -> Named | None:
        return self._sources.get(draft.words.get("source_id", ""))


def _columns(draft: ThingDraft) -> dict[str, Any]:
    return {name: value for name, value in draft.values.items() if not name.endswith("_id")}


LEADS = Importable(
    of="lead",
    function="leads",
    titles=TITLES,
    required=("name",),
    names={
        "zh-CN": ("线索导入模板.xlsx", "导入失败的线索.xlsx"),
        "en": ("Lead import template.xlsx", "Leads not imported.xlsx"),
    },
    example={
        "zh-CN": {"name": "陈嘉", "company": "长江贸易有限公司", "phone": "13800001234", "note": "示例，导入前请删除"},
        "en": {
            "name": "Jia Chen",
            "company": "Yangtze Ltd",
            "phone": "13800001234",
            "note": "An example: delete it first",
        },
    },
    choices=lambda tx: {
        "status_id": list(enabled_choices(tx, STATUSES)),
        "source_id": list(enabled_choices(tx, SOURCES)),
    },
    writer=_Leads,
)
