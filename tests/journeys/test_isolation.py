"""The main test of trust: what is another company's, or a colleague's own, is like what does not exist.

Two companies, five roles; every operation that takes an id is tried with ids that are not the actor's to see. Status
and body must be those for an unknown id, and nothing may change.
"""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest

from shared.testing.eventually import eventually
from shared.testing.live import LiveStack
from tests.journeys.deals import Sale
from tests.journeys.founding import employ
from tests.journeys.isolation import (
    BODIES,
    LEAVE,
    OPEN_TO_COLLEAGUES,
    PRIVATE,
    QUERIES,
    WITHOUT_EFFECT,
    Try,
    tries,
    unknown,
)
from tests.journeys.person import Person

ADMINISTRATOR, HEAD, STRANGER, SONG = "13800000001", "13800000002", "13900000001", "13800000005"
COLLEAGUES = {"a colleague": "13800000006", "of another department": "13800000004", "another's head": "13800000003"}
SignIn = Callable[[str], Person]
Things = dict[str, str]
_CSV = "客户名称,电话\n不该看见,13900002222\n".encode()


@pytest.fixture(scope="module")
def people(live_stack: LiveStack) -> dict[str, Person]:
    """Song, whose things are tried, and all who must not reach them."""
    accounts = {"song": SONG, "head": HEAD, "administrator": ADMINISTRATOR, "stranger": STRANGER, **COLLEAGUES}
    found = {name: Person(live_stack.url, account=account) for name, account in accounts.items()}
    return found | {"without any right": employ(live_stack, found["administrator"])}


def attachment(who: Person, customer: str) -> str:
    draft = {"of": f"customer:{customer}", "file_id": who.upload("合同.csv", _CSV)}
    return str(who.order("POST", "/attachments", draft)["id"])


def own_things(who: Person, administrator: Person) -> Things:
    """One of each kind; what only an administrator makes is made by theirs."""
    status, tag, signed_status, signed_tag, source, behaviour, contact_role, stage, loss_reason, method, lead_status = (
        administrator.read(f"/settings/{kind}")["items"][0]["id"]
        for kind in (
            "customer-statuses",
            "customer-tags",
            "signed-statuses",
            "signed-tags",
            "sources",
            "behaviours",
            "contact-roles",
            "stages",
            "loss-reasons",
            "payment-methods",
            "lead-statuses",
        )
    )
    customer = who.order("POST", "/customers", {"name": f"隔离 {uuid4()}", "status_id": status})["id"]
    follow_up = {"customer_id": customer, "behaviour_id": behaviour, "content": "初次联系"}
    call = {"customer_id": customer, "number": "13912345678", "direction": "outgoing", "seconds": 9}
    visit = {"customer_id": customer, "content": "到店", "position": {"lng": 104, "lat": 30}}
    category = administrator.order("POST", "/product-categories", {"name": f"分类 {uuid4()}"})["id"]
    product_draft = {"name": "隔离产品", "price": "1.00", "category_id": category}
    product = administrator.order("POST", "/products", product_draft)["id"]
    order_draft = {"customer_id": customer, "title": "隔离订单", "lines": [{"product_id": product, "quantity": 1}]}
    return {
        "customer": customer,
        "contact": who.order("POST", "/contacts", {"customer_id": customer, "name": "联系人"})["id"],
        "follow_up": who.order("POST", "/follow-ups", follow_up)["id"],
        "attachment": attachment(who, customer),
        "lead": who.order("POST", "/leads", {"name": f"隔离 {uuid4()}"})["id"],
        "lead_status": lead_status,
        "visit": who.order("POST", "/visits", visit)["id"],
        "call": who.order("POST", "/calls", call | {"started_at": "2026-05-30T15:00:00+08:00"})["id"],
        "opportunity": who.order("POST", "/opportunities", {"customer_id": customer, "title": "隔离机会"})["id"],
        "field": administrator.order(
            "POST",
            "/settings/custom-fields",
            {"of": "customer", "title": f"隔离 {uuid4().hex[:8]}", "type": "single_line"},
        )["id"],
        "template": (leave := leave_template(administrator)),
        "approval": who.order("POST", "/approvals", {"template_id": leave, "fields": LEAVE})["id"],
        "file": who.upload("名单.csv", _CSV),
        "upload": who.order("POST", "/uploads", {"name": "名单.csv", "size": len(_CSV)})["id"],
        "view": who.order("POST", "/views", {"list": "customers", "name": f"隔离 {uuid4().hex[:8]}"})["id"],
        "job": who.finished(who.order("POST", "/exports", {"kind": "customers", "filter": {"view": "mine"}}))["id"],
        "device": next(each["id"] for each in who.read("/auth/devices")["items"] if each["current"]),
        "subscription": who.order("POST", "/push-subscriptions", push())["id"],
        "employee": who.employee["id"],
        "department": administrator.order("POST", "/departments", {"name": f"部门 {uuid4()}"})["id"],
        "role": next(each["id"] for each in administrator.read("/roles")["items"]),
        "job_title": administrator.order("POST", "/job-titles", {"name": f"职位 {uuid4()}"[:30]})["id"],
        "rule": administrator.read("/settings/pool-rules")["items"][0]["id"],
        "category": category,
        "product": product,
        "order": who.order("POST", "/orders", order_draft)["id"],
        "plan": unknown(),
        "collection": unknown(),
        "status": status,
        "tag": tag,
        "signed_status": signed_status,
        "signed_tag": signed_tag,
        "source": source,
        "behaviour": behaviour,
        "contact_role": contact_role,
        "stage": stage,
        "loss_reason": loss_reason,
        "payment_method": method,
    }


def leave_template(who: Person) -> str:
    return next(str(each["id"]) for each in who.read("/approval-templates")["items"] if each["form"] == "leave")


def push() -> dict[str, Any]:
    """A browser that wants to be told."""
    keys = {
        "p256dh": "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
        "auth": "BTBZMqHH6r4Tts7J_aSIgg",
    }
    return {"endpoint": f"https://push.invalid/{uuid4()}", "keys": keys}


@pytest.fixture(scope="module")
def things(people: dict[str, Person]) -> Things:
    song, administrator = people["song"], people["administrator"]
    return own_things(song, administrator) | {"notification": notification(song, administrator)} | paid(people)


def paid(people: dict[str, Person]) -> Things:
    """A plan and a collection of Song's, of an order that runs."""
    sale = Sale(people["song"], people["head"], people["administrator"])
    order = sale.running(sale.customer())
    draft = {"order_id": order["id"], "due_on": "2026-12-01", "amount": "1.00"}
    plan = sale.seller.order("POST", "/collection-plans", draft)
    return {"plan": plan["id"], "collection": sale.collect(order["id"], "1.00")["id"]}


def notification(who: Person, by: Person) -> str:
    """One that tells them of being made a participant."""
    customer = by.order("POST", "/customers", {"name": f"通知 {uuid4()}"})
    joining = {"ids": [customer["id"]], "employee_ids": [who.employee["id"]]}
    by.order("POST", "/customers/bulk/add-participants", joining)

    def told() -> str | None:
        items = who.read("/notifications", kind="participant")["items"]
        return next((each["id"] for each in items if each["opens"]["id"] == customer["id"]), None)

    return str(eventually(told, within=30))


def everything(people: dict[str, Person], things: Things) -> dict[str, Any]:
    """What the rightful readers see of it."""
    song, administrator = people["song"], people["administrator"]
    seen: dict[str, Any] = {"customer": song.read(f"/customers/{things['customer']}")}
    for path in ("changes", "owners"):
        seen[path] = song.read(f"/customers/{things['customer']}/{path}")
    for path in ("/contacts", "/follow-ups", "/visits", "/calls"):
        seen[path] = song.read(path, customer_id=things["customer"])
    files = song.read("/attachments", of=f"customer:{things['customer']}")["items"]
    seen["attachments"] = [each["id"] for each in files]
    seen["lead"] = song.read(f"/leads/{things['lead']}")
    seen["opportunity"] = song.read(f"/opportunities/{things['opportunity']}")
    for path in ("/collection-plans", "/collections"):
        seen[path] = song.all_rows(path)
    seen["order"] = song.read(f"/orders/{things['order']}")
    seen["approval"] = song.read(f"/approvals/{things['approval']}")
    seen["templates"] = administrator.read("/approval-templates")
    seen["comments"] = song.read("/comments", on=f"follow_up:{things['follow_up']}")
    seen["file"] = song.ask("GET", f"/files/{things['file']}").content
    seen["upload"] = song.read(f"/uploads/{things['upload']}")
    seen["views"] = song.read("/views", list="customers")
    seen["devices"] = sorted(each["id"] for each in song.read("/auth/devices")["items"])
    mine = song.all_rows("/notifications", kind="participant")
    seen["notification"] = [each for each in mine if each["id"] == things["notification"]]
    seen["job"] = song.read(f"/jobs/{things['job']}")
    for path in ("departments", "roles", "job-titles", "settings/pool-rules", "settings/customer-statuses"):
        seen[path] = administrator.read(f"/{path}")
    seen["products"] = administrator.all_rows("/products")
    seen["categories"] = administrator.read("/product-categories")
    seen["employees"] = administrator.all_rows("/employees")
    return seen


def difference(attempt: Try, who: Person, own: Things, thing: str) -> str | None:
    """What gives away that the thing exists."""
    theirs, nobodys = (attempt.send(who, own, each) for each in (thing, unknown()))
    if theirs != nobodys:
        return f"{attempt}: {theirs} is not {nobodys}"
    passes_over = attempt.field == "ids" or attempt.field.startswith("filter.") or attempt.key in WITHOUT_EFFECT
    if attempt.method != "GET" and not passes_over and theirs[0] < 300:
        return f"{attempt}: accepted with {theirs}"
    if attempt.place == "path" and theirs[0] not in (403, 404):
        return f"{attempt}: {theirs}"
    return None


class TestMatrix:
    def test_knows_every_operation_that_takes_an_id(self) -> None:
        assert [str(each) for each in tries() if not each.stated()] == []

    def test_names_no_operation_that_is_gone(self) -> None:
        there = {each.operation for each in tries()}

        assert {*BODIES, *QUERIES, *OPEN_TO_COLLEAGUES} - there == set()


class TestThingsOfAnotherCompany:
    def test_are_like_unknown_ones(self, people: dict[str, Person], things: Things) -> None:
        stranger = people["stranger"]
        own, before = own_things(stranger, stranger), everything(people, things)

        found = [difference(each, stranger, own, things[each.kind]) for each in tries()]

        assert [each for each in found if each] == []
        assert everything(people, things) == before


class TestThingsOfAColleague:
    @pytest.mark.parametrize("role", [*COLLEAGUES, "without any right"])
    def test_are_like_unknown_ones(self, people: dict[str, Person], things: Things, role: str) -> None:
        before = everything(people, things)
        attempts = [
            each
            for each in tries()
            if (each.kind in PRIVATE or each.place == "path") and each.operation not in OPEN_TO_COLLEAGUES
        ]

        found = [difference(each, people[role], things, things[each.kind]) for each in attempts]

        assert [each for each in found if each] == []
        assert everything(people, things) == before

    def test_that_are_personal_are_so_for_administrators_too(self, people: dict[str, Person], things: Things) -> None:
        attempts = [each for each in tries() if each.kind in {"file", "upload", "job", "device"}]

        found = [difference(each, people["administrator"], things, things[each.kind]) for each in attempts]

        assert attempts
        assert [each for each in found if each] == []
