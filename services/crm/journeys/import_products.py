"""Products out of a workbook (G2)."""

from collections.abc import Hashable, Mapping, Sequence
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select

from services.crm.custom_fields.values import told, values_stay_unique
from services.crm.imports.machine import Custom, Importable, Problems, Refused
from services.crm.imports.rules import Plan, incomplete
from services.crm.imports.things import KnownThings, ThingChecker, ThingDraft, number, whole
from services.crm.imports.unique import not_unique
from services.crm.imports.workbook import Workbook
from services.crm.product_categories.queries import list_categories
from services.crm.products.model import Product
from services.crm.products.repository import Products, as_columns
from services.crm.products.schemas import ProductDraft
from shared.contracts.crm.events import Named
from shared.database import Transaction
from shared.fields.types import Wrong
from shared.jobs import Job
from shared.spreadsheets import Row

TITLES = {
    "name": {"zh-CN": "产品名称", "en": "Product name"},
    "price": {"zh-CN": "单价", "en": "Price"},
    "category_id": {"zh-CN": "分类", "en": "Category"},
    "unit": {"zh-CN": "单位", "en": "Unit"},
    "stock": {"zh-CN": "库存", "en": "Stock"},
    "enabled": {"zh-CN": "上架", "en": "On sale"},
    "note": {"zh-CN": "备注", "en": "Note"},
}
_YES_OR_NO = {"是": True, "否": False, "yes": True, "no": False, "true": True, "false": False, "1": True, "0": False}
_C = Product.__table__.c


def _keys(values: Mapping[str, Any]) -> Sequence[Hashable]:
    return [values["name"]]


def _yes_or_no(cell: str) -> bool:
    if cell.casefold() not in _YES_OR_NO:
        raise Wrong("Not a valid boolean.")
    return _YES_OR_NO[cell.casefold()]


def _paths(tx: Transaction) -> dict[str, Named]:
    """Categories by the path to them, "软件 / 订阅"; by their name alone where no other is called so."""
    items = list_categories(tx)["items"]
    paths: dict[str, str] = {}
    for each in items:
        above = paths.get(each["parent_id"] or "")
        paths[each["id"]] = f"{above} / {each['name']}" if above else each["name"]
    names = [each["name"] for each in items]
    named = {each["id"]: Named(id=each["id"], name=each["name"]) for each in items}
    known = {each["name"]: named[each["id"]] for each in items if names.count(each["name"]) == 1}
    return known | {path: named[key] for key, path in paths.items()}


class _Products:
    """Writes the products of one workbook."""

    def __init__(self, tx: Transaction, job: Job, workbook: Workbook, custom: Custom) -> None:
        self._custom, self._categories = custom, _paths(tx)
        self._checker = ThingChecker(
            workbook.columns,
            titles=TITLES,
            schema=ProductDraft(),
            reads={"price": number, "category_id": self._category_id, "stock": whole, "enabled": _yes_or_no},
            custom=custom,
            language=job.actor.language,
            zone=ZoneInfo(job.actor.time_zone),
        )
        self.shown = self._checker.shown

    def check(self, _: Transaction, rows: Sequence[Row]) -> tuple[list[Any], Problems]:
        return self._checker.check(rows)

    def known(self, tx: Transaction, drafts: Sequence[ThingDraft], *, known: KnownThings | None) -> KnownThings:
        known = known or KnownThings(_keys)
        names = sorted({each.values["name"] for each in drafts})
        found = select(_C.id, _C.name).where(_C.company_id == tx.company_id, _C.name.in_(names)).order_by(_C.id)
        for row in tx.session.execute(found):
            known.add(row.id, {"name": row.name})
        return known

    def create(self, tx: Transaction, made: Plan) -> Refused:
        missing = incomplete(made.new.values(), self._custom, language=tx.actor.language)
        refused = {row: "；".join(each.told() for each in found) for row, found in missing.items()}
        complete = [each for each in made.new.values() if each.row not in refused]
        refused |= not_unique(tx, "product", [(None, each) for each in complete], custom=self._custom)
        with values_stay_unique():
            Products(tx).add_all([self._product(tx, each) for each in complete if each.row not in refused])
        return refused

    def change(self, tx: Transaction, changes: Sequence[tuple[str, ThingDraft]]) -> Refused:
        refused = not_unique(tx, "product", changes, custom=self._custom)
        drafts: dict[str, list[ThingDraft]] = {}
        for product_id, draft in changes:
            if draft.row not in refused:
                drafts.setdefault(product_id, []).append(draft)

        def take_over(product: Product) -> None:
            for draft in drafts[product.id]:
                self._take_over(tx, product, draft)

        with values_stay_unique():
            answer = Products(tx).each(list(drafts), take_over)
        return refused | {draft.row: each["detail"] for each in answer["refused"] for draft in drafts[each["id"]]}

    def _product(self, tx: Transaction, draft: ThingDraft) -> Product:
        return Product.create(
            company_id=tx.company_id,
            product_id=tx.new_id(),
            category=self._category(draft),
            at=tx.now,
            values=draft.custom,
            **as_columns(draft.values),
        )

    def _take_over(self, tx: Transaction, product: Product, draft: ThingDraft) -> None:
        kept = {**product.fields, **draft.custom}
        changes = told(self._custom, product.fields, kept, zone=ZoneInfo(tx.actor.time_zone))
        if "category_id" in draft.values:
            product.move(self._category(draft), at=tx.now)
        product.change(given=as_columns(draft.values) | {"fields": kept}, custom=changes, at=tx.now)

    def _category(self, draft: ThingDraft) -> Named | None:
        return self._categories.get(_path(draft.words.get("category_id", "")))

    def _category_id(self, cell: str) -> str:
        if _path(cell) not in self._categories:
            raise Wrong("Unknown category.")
        return self._categories[_path(cell)]["id"]


def _path(cell: str) -> str:
    return " / ".join(part.strip() for part in cell.split("/"))


PRODUCTS = Importable(
    of="product",
    function="products",
    needs_action="edit_product",
    titles=TITLES,
    required=("name", "price"),
    names={
        "zh-CN": ("产品导入模板.xlsx", "导入失败的产品.xlsx"),
        "en": ("Product import template.xlsx", "Products not imported.xlsx"),
    },
    example={
        "zh-CN": {
            "name": "企业版年费",
            "price": "1200.00",
            "unit": "套",
            "enabled": "是",
            "note": "示例，导入前请删除",
        },
        "en": {
            "name": "Yearly plan",
            "price": "1200.00",
            "unit": "set",
            "enabled": "yes",
            "note": "An example: delete it",
        },
    },
    choices=lambda tx: {"category_id": list(_paths(tx))},
    writer=_Products,
)
