"""The matrix of isolation: every operation of the OpenAPI document that takes an id, with what it needs beside it."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

from tests.journeys.person import Person

DOCUMENT = json.loads((Path(__file__).parents[2] / "gateway" / "openapi.json").read_text())
PRIVATE = {
    "customer",
    "contact",
    "follow_up",
    "attachment",
    "lead",
    "visit",
    "call",
    "opportunity",
    "order",
    "plan",
    "collection",
    "file",
    "upload",
    "job",
    "device",
    "subscription",
    "notification",
    "approval",
    "view",
}
"""Things of one employee; the others are a company's, and colleagues refer to them."""

OF_FIELD = {
    "status_id": "status",
    "tag_id": "tag",
    "tag_ids": "tag",
    "source_id": "source",
    "owner_id": "employee",
    "superior_id": "employee",
    "method_id": "payment_method",
    "head_id": "employee",
    "submitter_id": "employee",
    "subject_id": "order",
    "employee_ids": "employee",
    "row": "employee",
    "on": "follow_up",
    "parent_id": "department",
    "role_ids": "role",
    "rule_id": "rule",
    "choice_id": "status",
    "mention_ids": "employee",
    "mention_department_ids": "department",
    "contact_role_id": "contact_role",
    "becomes_id": "signed_status",
}
OF_OPERATION = {
    ("create_contact", "role_id"): "contact_role",
    ("set_signed_customer_tags", "tag_ids"): "signed_tag",
    ("change_contact", "role_id"): "contact_role",
    ("order_choices", "ids"): "status",
    ("order_custom_fields", "ids"): "field",
    ("merge_customers", "other_id"): "customer",
    ("list_attachments", "of"): "customer",
    ("attach_file", "of"): "customer",
    ("find_duplicates", "except_id"): "customer",
    ("create_product_category", "parent_id"): "category",
    ("change_product_category", "parent_id"): "category",
    ("move_products", "ids"): "product",
    ("delete_products", "ids"): "product",
    ("read_notifications", "ids"): "notification",
    **{(verb, "ids"): "lead" for verb in ("transfer_leads", "set_lead_status", "delete_leads")},
    **{
        (verb, "status_id"): "lead_status"
        for verb in ("list_leads", "create_lead", "change_lead", "transfer_leads", "set_lead_status", "delete_leads")
    },
}
_NAME = {"name": "不该成功"}
LEAVE = {
    "leave_type": "事假",
    "from": "2026-12-01T01:00:00Z",
    "to": "2026-12-01T10:00:00Z",
    "days": "1",
    "reason": "不该成功",
}
# What an operation needs beside the ids it is tried with; a dash makes the actor's own thing of that kind.
BODIES: dict[str, dict[str, Any]] = {
    "write_comment": {"on": "-follow_up", "text": "不该成功"},
    "create_contact": {"customer_id": "-customer", "name": "不该成功"},
    "change_contact": {"version": 1, **_NAME},
    "create_customer": _NAME,
    "change_customer": {"version": 1, **_NAME},
    "add_participants": {"ids": ["-customer"], "employee_ids": ["-employee"]},
    "remove_participants": {"ids": ["-customer"], "employee_ids": ["-employee"]},
    "assign_customers": {"ids": ["-customer"], "owner_id": "-employee"},
    "transfer_customers": {"ids": ["-customer"], "owner_id": "-employee"},
    "set_customer_status": {"ids": ["-customer"], "status_id": "-status"},
    "set_signed_customer_tags": {"ids": ["-customer"], "tag_ids": ["-signed_tag"]},
    "set_customer_tags": {"ids": ["-customer"], "tag_ids": ["-tag"]},
    "create_department": _NAME,
    "change_department": {"version": 1, **_NAME},
    "create_employee": {**_NAME, "account": "13877776666", "department_id": None, "role_ids": []},
    "change_employee": {"version": 1, **_NAME},
    "write_follow_up": {"customer_id": "-customer", "behaviour_id": "-behaviour", "content": "不该成功"},
    "create_lead": _NAME,
    "change_lead": {"version": 1, **_NAME},
    "convert_lead": {},
    "transfer_leads": {"ids": ["-lead"], "owner_id": "-employee"},
    "set_lead_status": {"ids": ["-lead"], "status_id": "-lead_status"},
    "delete_leads": {"ids": ["-lead"]},
    "receive_call": {
        "customer_id": "-customer",
        "number": "13912345678",
        "direction": "outgoing",
        "started_at": "2026-05-30T16:00:00+08:00",
        "seconds": 9,
    },
    "check_in": {"customer_id": "-customer", "content": "不该成功", "position": {"lng": 104, "lat": 30}},
    "start_import": {"kind": "customers", "mode": "preview"},
    "change_job_title": _NAME,
    "order_custom_fields": {"of": "customer"},
    "change_custom_field": {"version": 1, "title": "不该成功"},
    "change_role": {"version": 1, **_NAME},
    "merge_customers": {"version": 1, "other_version": 1, "other_id": "-customer"},
    "attach_file": {"of": "-customer", "file_id": "-file"},
    "create_pool_rule": {**_NAME, "days_to_sign": 3},
    "change_pool_rule": {"version": 1, **_NAME},
    "create_product": {**_NAME, "price": "1.00"},
    "change_product": {"version": 1, **_NAME},
    "change_product_stock": {"by": 1},
    "move_products": {"ids": ["-product"], "category_id": None},
    "delete_products": {"ids": ["-product"]},
    "create_product_category": _NAME,
    "change_product_category": {"version": 1, **_NAME},
    "create_opportunity": {"customer_id": "-customer", "title": "不该成功"},
    "change_opportunity": {"version": 1, "title": "不该成功"},
    "move_opportunity": {"stage_id": "-stage"},
    "create_order": {
        "customer_id": "-customer",
        "title": "不该成功",
        "lines": [{"product_id": "-product", "quantity": 1}],
    },
    "change_order": {"version": 1, "title": "不该成功"},
    "terminate_order": {"reason": "不该成功"},
    "change_order_owner": {"owner_id": "-employee"},
    "create_collection_plan": {"order_id": "-order", "due_on": "2026-12-01", "amount": "1.00"},
    "change_collection_plan": {"version": 1, "amount": "1.00"},
    "create_collection": {
        "order_id": "-order",
        "received_on": "2026-12-01",
        "amount": "1.00",
        "method_id": "-payment_method",
    },
    "change_collection": {"version": 1, "amount": "1.00"},
    "change_approval_template": {"version": 1, **_NAME},
    "draw_approval_template": {"version": 1, "content": {"fields": [], "flows": []}},
    "publish_approval_template": {"version": 1},
    "submit_approval": {"template_id": "-template", "fields": LEAVE},
    "refuse_approval": {"reason": "不该成功"},
    "hand_on_approval": {"employee_id": "-employee"},
    "add_approver": {"employee_id": "-employee", "when": "before"},
    "set_targets": {
        "kind": "orders",
        "employee_ids": ["-employee"],
        "months": [{"month": "2026-12", "amount": "1.00"}],
    },
    "order_choices": {},
    "create_choice": _NAME,
    "change_choice": _NAME,
    "change_view": {"version": 1, **_NAME},
    "open_view_first": {"first": True},
}
# What a body has either of.
INSTEAD = {"lead_id": "customer_id"}
# Names of parameters that hold an id among other words.
NAMING = ("row", "of", "on")
QUERIES: dict[str, dict[str, str]] = {
    "list_report_rows": {"row": "total", "column": "added"},
    "list_targets": {"kind": "orders"},
    "list_customers": {"view": "team"},
    "list_follow_ups": {"view": "team"},
    "list_visits": {"view": "team"},
    "list_calls": {"view": "team"},
    "list_leads": {"view": "team"},
    "list_approvals": {"view": "team"},
    "list_opportunities": {"view": "team"},
    "list_orders": {"view": "team"},
    "list_collection_plans": {"view": "team"},
    "list_collections": {"view": "team"},
    "read_opportunity_board": {"view": "team"},
}
PATHS = {"report": "customer-increments", "kind": "customer-statuses"}
# Employees' master data are open to colleagues, like the address book; so are products, and forms to fill in.
OPEN_TO_COLLEAGUES = {"get_employee", "get_approval_template", "get_product", "list_product_changes"}
# Taking somebody away who is not there is done already.
WITHOUT_EFFECT = {("remove_participants", "employee_ids")}


@dataclass(frozen=True)
class Try:
    """An operation with one of its ids."""

    operation: str
    method: str
    path: str
    place: str
    field: str

    def __str__(self) -> str:
        return f"{self.operation}[{self.place} {self.field}]"

    @property
    def key(self) -> tuple[str, str]:
        return self.operation, self.field

    @property
    def kind(self) -> str:
        name = self.field.rpartition(".")[2]
        default = "customer" if name == "ids" else name.removesuffix("_id").removesuffix("_ids")
        return OF_OPERATION.get((self.operation, name)) or OF_FIELD.get(name, default)

    def stated(self) -> bool:
        """Whether the matrix knows how to ask."""
        needed = set(body_of(self.method, self.path).get("required", ()))
        return needed <= {*self._body(), self.field}

    def send(self, who: Person, own: dict[str, str], thing: str) -> tuple[int, str]:
        """Status and body, in which the id tried and the request's id are made equal."""
        path, query, body = self.path, dict(QUERIES.get(self.operation, {})), _filled(self._body(), own)
        for name in _variables(path):
            value = thing if (self.place, self.field) == ("path", name) else PATHS.get(name) or own[self._kind(name)]
            path = path.replace(f"{{{name}}}", value)
        if self.place == "query":
            query[self.field] = thing
        elif self.place == "body":
            body = self._with(body, thing)
        sent = {} if self.method == "GET" else {"json": _on(body)}
        answer = who.ask(self.method, path, params=_on(query), **sent)
        return answer.status_code, _plain(answer.content, thing)

    def _kind(self, name: str) -> str:
        return Try(self.operation, self.method, self.path, "path", name).kind

    def _body(self) -> dict[str, Any]:
        given = BODIES.get(self.operation, {})
        takes_many = "/bulk/" in self.path and "ids" not in given
        return {"ids": ["-customer"], **given} if takes_many else given

    def _with(self, body: dict[str, Any], thing: str) -> dict[str, Any]:
        if self.field.startswith("filter."):
            rest = {name: value for name, value in body.items() if name != "ids"}
            return rest | {"filter": {"view": "team", self.field.removeprefix("filter."): [thing]}}
        body = {name: value for name, value in body.items() if name != INSTEAD.get(self.field)}
        return body | {self.field: [thing] if self.field.endswith("ids") else thing}


def tries() -> Iterator[Try]:
    """From the document, so that nobody can forget one."""
    for path, operations in DOCUMENT["paths"].items():
        for method, operation in operations.items():
            for place, field in _ids_of(operation):
                yield Try(operation["operationId"], method.upper(), path, place, field)


def body_of(method: str, path: str) -> dict[str, Any]:
    content = DOCUMENT["paths"][path][method.lower()].get("requestBody", {}).get("content", {})
    return _resolved(content.get("application/json", {}).get("schema"))


def unknown() -> str:
    return str(uuid4())


def _ids_of(operation: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for parameter in map(_resolved, operation.get("parameters", ())):
        schema = _resolved(parameter["schema"])
        if _is_id(schema) or parameter["name"].endswith("_id") or _names_a_thing(parameter["name"], schema):
            yield parameter["in"], parameter["name"]
    for content in operation.get("requestBody", {}).get("content", {}).values():
        for field in _ids_in(content.get("schema"), prefix=""):
            yield "body", field


def _ids_in(given: Any, *, prefix: str) -> Iterator[str]:
    for name, inner in _resolved(given).get("properties", {}).items():
        schema = _resolved(inner)
        if _is_id(schema) or _names_a_thing(name, schema):
            yield prefix + name
        yield from _ids_in(schema, prefix=f"{prefix}{name}.")


def _names_a_thing(name: str, schema: dict[str, Any]) -> bool:
    """By kind and id in one text; a mere kind is one of a few words."""
    return name in NAMING and "enum" not in schema


def _is_id(schema: dict[str, Any]) -> bool:
    return "uuid" in (schema.get("format"), _resolved(schema.get("items")).get("format"))


def _resolved(node: Any) -> dict[str, Any]:
    while node and "$ref" in node:
        found: Any = DOCUMENT
        for part in node["$ref"][2:].split("/"):
            found = found[part]
        node = found
    return node or {}


def _variables(path: str) -> list[str]:
    return [part[1:-1] for part in path.split("/") if part.startswith("{")]


def _on(asked: dict[str, Any]) -> dict[str, Any]:
    """Comments and attachments name their thing by kind and id."""
    kinds = {"on": "follow_up", "of": "customer"}
    return asked | {name: f"{kind}:{asked[name]}" for name, kind in kinds.items() if "-" in asked.get(name, "")}


def _filled(value: Any, own: dict[str, str]) -> Any:
    if isinstance(value, dict):
        return {name: _filled(each, own) for name, each in value.items()}
    if isinstance(value, list):
        return [_filled(each, own) for each in value]
    return own[value[1:]] if isinstance(value, str) and value.startswith("-") else value


def _plain(content: bytes, thing: str) -> str:
    """What is always another (ids of requests, moments) made the same."""
    text = content.decode("utf-8", "replace").replace(thing, "THE-ID")
    try:
        read = json.loads(text)
    except ValueError:
        return text
    if isinstance(read, dict):
        for name in ("request_id", "complete_up_to", "lagging", "server_time"):
            read.pop(name, None)
    return json.dumps(read, ensure_ascii=False, sort_keys=True)
