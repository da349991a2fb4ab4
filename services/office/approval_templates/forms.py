"""The built-in forms with their questions, and the flows that a new company starts with."""

from collections.abc import Mapping
from typing import Any, NamedTuple

Content = dict[str, Any]
CUSTOM = "custom"


def _ask(key: str, title: str, kind: str, *choices: str, required: bool = True) -> Content:
    return {"id": key, "title": title, "type": kind, "required": required, "choices": list(choices)}


class Form(NamedTuple):
    """A built-in form; one `from_crm` is handed in by the CRM and not filled in by hand."""

    name: str
    fields: tuple[Content, ...]
    from_crm: bool = False


_LEAVES = ("年假", "事假", "病假", "婚假", "产假", "其他")
_SPAN = (_ask("from", "开始时间", "date_time"), _ask("to", "结束时间", "date_time"))
_DAYS = (*_SPAN, _ask("days", "天数", "number"))
_REASON = _ask("reason", "事由", "multi_line")
_AMOUNT = _ask("amount", "金额", "money", required=False)
_NOTE = _ask("note", "备注", "multi_line", required=False)
_PRODUCTS = _ask("products", "产品", "multi_line", required=False)

FORMS: Mapping[str, Form] = {
    "leave": Form(
        "请假",
        (_ask("leave_type", "请假类型", "single_choice", *_LEAVES), *_DAYS, _REASON),
    ),
    "travel": Form("出差", (_ask("destination", "目的地", "single_line"), *_DAYS, _REASON)),
    "overtime": Form("加班", (*_SPAN, _ask("hours", "小时数", "number"), _REASON)),
    "missed_punch": Form(
        "补卡",
        (
            _ask("day", "日期", "date"),
            _ask("time", "时间", "time"),
            _ask("which", "班次", "single_choice", "上班", "下班"),
            _REASON,
        ),
    ),
    "expense": Form(
        "报销",
        (
            _ask("expense_type", "费用类型", "single_choice", "交通", "住宿", "餐饮", "办公", "其他"),
            _ask("amount", "金额", "money"),
            _ask("spent_on", "发生日期", "date"),
            _REASON,
            _ask("receipts", "票据", "picture", required=False),
        ),
    ),
    "order": Form(
        "订单审批",
        (_AMOUNT, _ask("product_total", "产品总额", "money", required=False), _PRODUCTS, _NOTE),
        from_crm=True,
    ),
    "win": Form(
        "赢单审核",
        (_AMOUNT, _ask("expected_on", "预计成交日期", "date", required=False), _PRODUCTS, _NOTE),
        from_crm=True,
    ),
    "collection": Form(
        "回款审批",
        (
            _AMOUNT,
            _ask("received_on", "回款日期", "date", required=False),
            _ask("method", "付款方式", "single_line", required=False),
            _NOTE,
        ),
        from_crm=True,
    ),
    "termination": Form(
        "订单终止审批",
        (_AMOUNT, _ask("reason", "终止原因", "multi_line", required=False)),
        from_crm=True,
    ),
    "general": Form(
        "通用审批",
        (_ask("content", "审批内容", "multi_line"), _ask("pictures", "图片", "picture", required=False)),
    ),
}
KINDS = (*FORMS, CUSTOM)
FROM_CRM = frozenset(key for key, form in FORMS.items() if form.from_crm)
_LARGE_EXPENSE = "5000"


def _step(key: str, name: str, *approvers: Content, kind: str = "all") -> Content:
    return {
        "id": key,
        "name": name,
        "kind": kind,
        "approvers": list(approvers),
        "nobody": {"do": "administrators", "employee_id": None},
        "submitter": "skip",
        "conditions": [],
    }


def _flow(name: str, *steps: Content, conditions: tuple[Content, ...] = ()) -> Content:
    return {"id": "-".join(each["id"] for each in steps), "name": name, "conditions": list(conditions)} | {
        "steps": list(steps),
        "copies": [],
    }


_SUPERIOR = _step("superior", "直属上级", {"kind": "superior", "level": 1})
_TWO_LEVELS = _step("superiors", "两级上级", {"kind": "superiors", "level": 2}, kind="sequence")
_CHOSEN = _step("chosen", "审批人", {"kind": "chosen"}, kind="sequence")


def first_content(form: str) -> Content:
    """What a new company's template of the form holds: mostly one step, the submitter's superior."""
    flows = [_flow("默认流程", _SUPERIOR)]
    if form == "expense":
        large = {"of": "field", "field": "amount", "is": "at_least", "value": _LARGE_EXPENSE}
        flows = [_flow("大额报销", _TWO_LEVELS, conditions=(large,)), *flows]
    if form == "general":
        flows = [_flow("自选审批人", _CHOSEN)]
    return {"fields": list(FORMS[form].fields), "flows": flows}
