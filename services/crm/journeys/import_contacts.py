"""Contacts of customers one works with, out of a workbook (C7)."""

import re
from collections.abc import Hashable, Mapping, Sequence
from typing import Any
from zoneinfo import ZoneInfo

from marshmallow import fields
from sqlalchemy import select

from services.crm.contacts.errors import BirthdayInFuture
from services.crm.contacts.model import Contact
from services.crm.contacts.queries import today
from services.crm.contacts.repository import Contacts
from services.crm.contacts.schemas import ContactDraft
from services.crm.custom_fields.values import values_stay_unique
from services.crm.customers.model import Customer
from services.crm.customers.repository import Customers
from services.crm.imports.choices import enabled_choices
from services.crm.imports.machine import Custom, Importable, Problems, Refused
from services.crm.imports.rules import Plan, incomplete
from services.crm.imports.things import KnownThings, ThingChecker, ThingDraft, choice_named, several
from services.crm.imports.unique import not_unique
from services.crm.imports.workbook import Workbook
from services.crm.names import customer_names
from shared.database import Transaction
from shared.jobs import Job
from shared.spreadsheets import Row

ROLES = "contact-roles"
TITLES = {
    "customer": {"zh-CN": "客户名称", "en": "Customer name"},
    "name": {"zh-CN": "姓名", "en": "Name"},
    "title": {"zh-CN": "职务", "en": "Job title"},
    "role_id": {"zh-CN": "角色", "en": "Role"},
    "mobiles": {"zh-CN": "手机", "en": "Mobiles"},
    "landlines": {"zh-CN": "座机", "en": "Landlines"},
    "email": {"zh-CN": "邮箱", "en": "Email"},
    "qq": {"zh-CN": "QQ", "en": "QQ"},
    "wechat": {"zh-CN": "微信", "en": "WeChat"},
    "birthday": {"zh-CN": "生日", "en": "Birthday"},
}
_C = Contact.__table__.c


class ContactRow(ContactDraft):
    """A contact whose customer is named."""

    class Meta:
        exclude = ("customer_id",)

    customer = fields.String(required=True)


def _keys(values: Mapping[str, Any]) -> Sequence[Hashable]:
    at = values["customer_id"]
    return [*((at, each) for each in values.get("mobiles", ())), (at, "name", values["name"])]


def _day(cell: str) -> str:
    """As the form writes it, also where Excel made a date of it."""
    words = cell.split(" ", maxsplit=1)[0].replace("/", "-").replace(".", "-")
    found = re.fullmatch(r"([0-9]{4}|-)-([0-9]{1,2})-([0-9]{1,2})", words)
    return f"{found[1]}-{found[2]:0>2}-{found[3]:0>2}" if found else words


class _Contacts:
    """Writes the contacts of one workbook."""

    def __init__(self, tx: Transaction, job: Job, workbook: Workbook, custom: Custom) -> None:
        self._custom = custom
        self._checker = ThingChecker(
            workbook.columns,
            titles=TITLES,
            schema=ContactRow(),
            reads={
                "role_id": choice_named(enabled_choices(tx, ROLES)),
                "mobiles": several,
                "landlines": several,
                "birthday": _day,
            },
            custom=custom,
            language=job.actor.language,
            zone=ZoneInfo(job.actor.time_zone),
        )
        self.shown = self._checker.shown

    def check(self, tx: Transaction, rows: Sequence[Row]) -> tuple[list[Any], Problems]:
        """A customer that is not there, or not the actor's to work with, cannot be told apart from outside."""
        drafts, problems = self._checker.check(rows)
        found = _customers_named(tx, {each.values["customer"] for each in drafts})
        known: list[ThingDraft] = []
        for draft in drafts:
            customer_id = found.get(draft.values["customer"])
            if customer_id is None:
                problems[draft.row] = [self._checker.told(draft.row, "customer", "Unknown customer.")]
            else:
                known.append(_at(draft, customer_id))
        return known, problems

    def known(self, tx: Transaction, drafts: Sequence[ThingDraft], *, known: KnownThings | None) -> KnownThings:
        known = known or KnownThings(_keys)
        at = sorted({each.values["customer_id"] for each in drafts})
        columns = (_C.id, _C.customer_id, _C.name, _C.mobiles)
        found = select(*columns).where(_C.company_id == tx.company_id, _C.customer_id.in_(at)).order_by(_C.id)
        for row in tx.session.execute(found):
            known.add(row.id, row._asdict())
        return known

    def create(self, tx: Transaction, made: Plan) -> Refused:
        missing = incomplete(made.new.values(), self._custom, language=tx.actor.language)
        refused = {row: "；".join(each.told() for each in found) for row, found in missing.items()}
        complete = [each for each in made.new.values() if each.row not in refused]
        refused |= not_unique(tx, "contact", [(None, each) for each in complete], custom=self._custom)
        drafts = [each for each in complete if each.row not in refused]
        have_some = _with_contacts(tx, {each.values["customer_id"] for each in drafts})
        for draft in drafts:
            customer_id = draft.values["customer_id"]
            try:
                tx.add(_contact(tx, draft, is_default=customer_id not in have_some))
                have_some.add(customer_id)
            except BirthdayInFuture as error:
                refused[draft.row] = error.detail(tx.actor.language)
        with values_stay_unique():
            tx.flush()
        return refused

    def change(self, tx: Transaction, changes: Sequence[tuple[str, ThingDraft]]) -> Refused:
        refused = not_unique(tx, "contact", changes, custom=self._custom)
        found = Contacts(tx).fetch_all([contact_id for contact_id, _ in changes])
        for contact_id, draft in changes:
            if draft.row in refused:
                continue
            contact = found[contact_id]
            given = _columns(draft) | {"values": {**contact.values, **draft.custom}}
            try:
                contact.change(fields=given, at=tx.now, today=today(tx))
            except BirthdayInFuture as error:
                refused[draft.row] = error.detail(tx.actor.language)
        with values_stay_unique():
            tx.flush()
        return refused


def _customers_named(tx: Transaction, names: set[str]) -> dict[str, str]:
    """Those of these names whose contacts the actor may change, locked; the oldest of a name counts."""
    c = customer_names.c
    wanted = c.company_id == tx.company_id, c.name.in_(sorted(names)), c.recycled_at.is_(None)
    rows = tx.session.execute(select(c.id, c.name).where(*wanted).order_by(c.id)).all()
    answer = Customers(tx).each([row.id for row in rows], _nothing, to="change_contacts") if rows else {"refused": []}
    refused = {each["id"] for each in answer["refused"]}
    found: dict[str, str] = {}
    for row in rows:
        if row.id not in refused:
            found.setdefault(row.name, row.id)
    return found


def _nothing(_: Customer) -> None:
    """Only the right is asked for."""


def _with_contacts(tx: Transaction, ids: set[str]) -> set[str]:
    found = select(_C.customer_id).where(_C.company_id == tx.company_id, _C.customer_id.in_(sorted(ids))).distinct()
    return set(tx.session.scalars(found))


def _at(draft: ThingDraft, customer_id: str) -> ThingDraft:
    values = {**draft.values, "customer_id": customer_id}
    return ThingDraft(row=draft.row, values=values, words=draft.words, custom=draft.custom)


def _columns(draft: ThingDraft) -> dict[str, Any]:
    plain = {key: value for key, value in draft.values.items() if key not in {"customer", "customer_id"}}
    return plain | ({"role_id": str(plain["role_id"])} if plain.get("role_id") else {})


def _contact(tx: Transaction, draft: ThingDraft, *, is_default: bool) -> Contact:
    return Contact.create(
        company_id=tx.company_id,
        contact_id=tx.new_id(),
        customer_id=draft.values["customer_id"],
        fields=_columns(draft) | {"values": dict(draft.custom)},
        is_default=is_default,
        at=tx.now,
        today=today(tx),
    )


CONTACTS = Importable(
    of="contact",
    function="customers",
    titles=TITLES,
    required=("customer", "name"),
    names={
        "zh-CN": ("联系人导入模板.xlsx", "导入失败的联系人.xlsx"),
        "en": ("Contact import template.xlsx", "Contacts not imported.xlsx"),
    },
    example={
        "zh-CN": {
            "customer": "长江贸易有限公司",
            "name": "示例，请删除",
            "mobiles": "13800001234",
            "birthday": "1990-05-31",
        },
        "en": {
            "customer": "Yangtze Trading Ltd",
            "name": "Delete this",
            "mobiles": "13800001234",
            "birthday": "1990-05-31",
        },
    },
    choices=lambda tx: {"role_id": list(enabled_choices(tx, ROLES))},
    writer=_Contacts,
)
