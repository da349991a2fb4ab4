"""The lists of leads, opportunities, orders and products as workbooks: their columns, title per language and cell."""

from collections.abc import Callable, Mapping

from services.crm.exports.records import Column, Reading, Record

Cell = Callable[[Record, Reading], str]
_YES_NO = {"zh-CN": ("是", "否"), "en": ("yes", "no")}
_OUTCOMES = {
    "zh-CN": {"open": "进行中", "won": "赢单", "lost": "输单"},
    "en": {"open": "Open", "won": "Won", "lost": "Lost"},
}
_STATUSES = {
    "zh-CN": {
        "to_approve": "待审批",
        "in_approval": "审批中",
        "refused": "未通过",
        "running": "进行中",
        "completed": "已完成",
        "terminated": "意外终止",
    },
    "en": {
        "to_approve": "To approve",
        "in_approval": "In approval",
        "refused": "Refused",
        "running": "Running",
        "completed": "Completed",
        "terminated": "Terminated",
    },
}


def _column(chinese: str, english: str, cell: Cell) -> Column:
    return Column({"zh-CN": chinese, "en": english}, cell)


def _plain(name: str) -> Cell:
    return lambda record, _: "" if record[name] is None else str(record[name])


def _named(name: str) -> Cell:
    return lambda record, _: record[name]["name"] if record[name] else ""


def _moment(name: str) -> Cell:
    return lambda record, reading: reading.moment(record[name])


def _in_words(name: str, words: Mapping[str, Mapping[str, str]]) -> Cell:
    return lambda record, reading: words.get(reading.language, words["zh-CN"])[record[name]]


LEADS = {
    "name": _column("线索名称", "Lead name", _plain("name")),
    "company": _column("公司", "Company", _plain("company")),
    "phone": _column("电话", "Phone", _plain("phone")),
    "address": _column("地址", "Address", _plain("address")),
    "status": _column("状态", "Status", _named("status")),
    "source": _column("来源", "Source", _named("source")),
    "note": _column("备注", "Note", _plain("note")),
    "owner": _column("负责人", "Owner", _named("owner")),
    "created_at": _column("创建时间", "Created", _moment("created_at")),
    "followed_at": _column("最后跟进时间", "Last follow-up", _moment("followed_at")),
}
PRODUCTS = {
    "name": _column("产品名称", "Product name", _plain("name")),
    "price": _column("单价", "Price", _plain("price")),
    "category": _column("分类", "Category", _named("category")),
    "unit": _column("单位", "Unit", _plain("unit")),
    "stock": _column("库存", "Stock", _plain("stock")),
    "enabled": _column(
        "上架",
        "On sale",
        lambda record, reading: _YES_NO.get(reading.language, _YES_NO["zh-CN"])[0 if record["enabled"] else 1],
    ),
    "note": _column("备注", "Note", _plain("note")),
    "created_at": _column("创建时间", "Created", _moment("created_at")),
    "updated_at": _column("更新时间", "Changed", _moment("updated_at")),
}
OPPORTUNITIES = {
    "title": _column("机会名称", "Opportunity", _plain("title")),
    "customer": _column("客户名称", "Customer", _named("customer")),
    "stage": _column("阶段", "Stage", _named("stage")),
    "outcome": _column("结果", "Outcome", _in_words("outcome", _OUTCOMES)),
    "expected_amount": _column("预估金额", "Expected amount", _plain("expected_amount")),
    "expected_on": _column("预计成交", "Expected on", _plain("expected_on")),
    "products": _column("产品", "Products", lambda record, _: "、".join(each["name"] for each in record["products"])),
    "owner": _column("负责人", "Owner", _named("owner")),
    "won_at": _column("赢单时间", "Won", _moment("won_at")),
    "note": _column("备注", "Note", _plain("note")),
    "created_at": _column("创建时间", "Created", _moment("created_at")),
}
ORDERS = {
    "title": _column("订单名称", "Order", _plain("title")),
    "customer": _column("客户名称", "Customer", _named("customer")),
    "status": _column("状态", "Status", _in_words("status", _STATUSES)),
    "product_total": _column("产品总额", "Product total", _plain("product_total")),
    "deal_amount": _column("成交金额", "Deal amount", _plain("deal_amount")),
    "collected": _column("已回款", "Collected", _plain("collected")),
    "outstanding": _column("未回款", "Outstanding", _plain("outstanding")),
    "owner": _column("负责人", "Owner", _named("owner")),
    "approved_at": _column("审批通过时间", "Approved", _moment("approved_at")),
    "note": _column("备注", "Note", _plain("note")),
    "created_at": _column("创建时间", "Created", _moment("created_at")),
}
