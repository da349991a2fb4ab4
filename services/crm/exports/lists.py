"""The lists of things as workbooks: their columns in order, title per language and cell."""

from collections.abc import Callable, Mapping

from services.crm.exports.records import Reading, Record, column

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
_DIRECTIONS = {
    "zh-CN": {"outgoing": "呼出", "incoming": "呼入"},
    "en": {"outgoing": "Outgoing", "incoming": "Incoming"},
}
_COUNTS = {
    "zh-CN": {"counted": "已计入", "in_approval": "审批中", "refused": "未通过", "to_approve": "待提交"},
    "en": {"counted": "Counted", "in_approval": "In approval", "refused": "Refused", "to_approve": "To submit"},
}


def _plain(name: str) -> Cell:
    return lambda record, _: "" if record[name] is None else str(record[name])


def _named(name: str) -> Cell:
    return lambda record, _: record[name]["name"] if record[name] else ""


def _moment(name: str) -> Cell:
    return lambda record, reading: reading.moment(record[name])


def _in_words(name: str, words: Mapping[str, Mapping[str, str]]) -> Cell:
    return lambda record, reading: words.get(reading.language, words["zh-CN"])[record[name]]


def _joined(name: str) -> Cell:
    return lambda record, _: "、".join(record[name])


def _yes_no(name: str) -> Cell:
    return lambda record, reading: _YES_NO.get(reading.language, _YES_NO["zh-CN"])[0 if record[name] else 1]


LEADS = {
    "name": column("姓名", "Name", _plain("name")),
    "company": column("公司", "Company", _plain("company")),
    "phone": column("电话", "Phone", _plain("phone")),
    "address": column("地址", "Address", _plain("address")),
    "status": column("状态", "Status", _named("status")),
    "source": column("来源", "Source", _named("source")),
    "note": column("备注", "Note", _plain("note")),
    "owner": column("负责人", "Owner", _named("owner")),
    "created_at": column("创建时间", "Created", _moment("created_at")),
    "followed_at": column("最后跟进时间", "Last follow-up", _moment("followed_at")),
}
PRODUCTS = {
    "name": column("产品名称", "Product name", _plain("name")),
    "price": column("单价", "Price", _plain("price")),
    "category": column("分类", "Category", _named("category")),
    "unit": column("单位", "Unit", _plain("unit")),
    "stock": column("库存", "Stock", _plain("stock")),
    "enabled": column("上架", "On sale", _yes_no("enabled")),
    "note": column("备注", "Note", _plain("note")),
    "created_at": column("创建时间", "Created", _moment("created_at")),
    "updated_at": column("更新时间", "Changed", _moment("updated_at")),
}
OPPORTUNITIES = {
    "title": column("机会名称", "Opportunity", _plain("title")),
    "customer": column("客户名称", "Customer", _named("customer")),
    "stage": column("阶段", "Stage", _named("stage")),
    "outcome": column("结果", "Outcome", _in_words("outcome", _OUTCOMES)),
    "expected_amount": column("预估金额", "Expected amount", _plain("expected_amount")),
    "expected_on": column("预计成交", "Expected on", _plain("expected_on")),
    "products": column("产品", "Products", lambda record, _: "、".join(each["name"] for each in record["products"])),
    "owner": column("负责人", "Owner", _named("owner")),
    "won_at": column("赢单时间", "Won", _moment("won_at")),
    "note": column("备注", "Note", _plain("note")),
    "created_at": column("创建时间", "Created", _moment("created_at")),
}
ORDERS = {
    "title": column("订单名称", "Order", _plain("title")),
    "customer": column("客户名称", "Customer", _named("customer")),
    "status": column("状态", "Status", _in_words("status", _STATUSES)),
    "product_total": column("产品总额", "Product total", _plain("product_total")),
    "deal_amount": column("成交金额", "Deal amount", _plain("deal_amount")),
    "collected": column("已回款", "Collected", _plain("collected")),
    "outstanding": column("未回款", "Outstanding", _plain("outstanding")),
    "owner": column("负责人", "Owner", _named("owner")),
    "approved_at": column("审批通过时间", "Approved", _moment("approved_at")),
    "note": column("备注", "Note", _plain("note")),
    "created_at": column("创建时间", "Created", _moment("created_at")),
}
CONTACTS = {
    "customer": column("客户名称", "Customer", _named("customer")),
    "name": column("姓名", "Name", _plain("name")),
    "title": column("职务", "Title", _plain("title")),
    "role": column("角色", "Role", _named("role")),
    "mobiles": column("手机", "Mobiles", _joined("mobiles")),
    "landlines": column("座机", "Landlines", _joined("landlines")),
    "email": column("邮箱", "E-mail", _plain("email")),
    "wechat": column("微信", "WeChat", _plain("wechat")),
    "qq": column("QQ", "QQ", _plain("qq")),
    "birthday": column("生日", "Birthday", _plain("birthday")),
    "is_default": column("主要联系人", "Default contact", _yes_no("is_default")),
    "created_at": column("创建时间", "Created", _moment("created_at")),
}
CALLS = {
    "started_at": column("通话时间", "Started", _moment("started_at")),
    "made_by": column("通话人", "Made by", _named("made_by")),
    "object": column("对象", "Object", lambda record, _: (record["customer"] or record["lead"])["name"]),
    "stage": column("对象类型", "Kind", lambda record, reading: reading.stage(record["stage"])),
    "number": column("号码", "Number", _plain("number")),
    "direction": column("方向", "Direction", _in_words("direction", _DIRECTIONS)),
    "seconds": column("时长（秒）", "Seconds", _plain("seconds")),
    "recording": column("有录音", "Recording", _yes_no("file")),
}
COLLECTIONS = {
    "received_on": column("回款日期", "Received on", _plain("received_on")),
    "customer": column("客户名称", "Customer", _named("customer")),
    "order": column("订单名称", "Order", _named("order")),
    "amount": column("回款金额", "Amount", _plain("amount")),
    "invoiced": column("开票金额", "Invoiced", _plain("invoiced")),
    "method": column("付款方式", "Method", _named("method")),
    "payee": column("收款人", "Payee", _plain("payee")),
    "status": column("状态", "Status", _in_words("status", _COUNTS)),
    "note": column("备注", "Note", _plain("note")),
    "created_by": column("登记人", "Written by", _named("created_by")),
    "created_at": column("登记时间", "Written", _moment("created_at")),
}
