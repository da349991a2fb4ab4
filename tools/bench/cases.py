"""What is asked of the running product, over and over."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import uuid4

from tools.bench.callers import Request, numbered
from tools.bench.people import Signed

LIST = "/api/v1/customers?view=team&sort=-created_at&page_size=20"


@dataclass(frozen=True, kw_only=True)
class Case:
    """A kind of request; `goal` is speed.md's processor milliseconds of all components together."""

    name: str
    make: Callable[[int], Request]
    goal: str = ""


def reading(head: Signed) -> list[Case]:
    """Requests that change nothing, by an administrator who sees the whole company."""
    status = head.read("/settings/customer-statuses")["items"][1]["id"]
    ids = [each["id"] for each in head.read("/customers", view="team", page_size=100)["items"]]

    def get(path: str) -> Callable[[int], Request]:
        return lambda _number: Request("GET", path, headers=head.headers)

    return [
        Case(name="list: 20 of 100,000, sorted, total", make=get(LIST), goal="2.5"),
        Case(name="list: filtered by status", make=get(f"{LIST}&status_id={status}"), goal="2.5"),
        Case(name="list: part of a name", make=get(f"{LIST}&q=%E9%B8%BF%E7%A9%BA%E9%97%B4%E8%AE%BE%E8%AE%A1")),
        Case(name="search: part of a name", make=get("/api/v1/search?q=%E9%94%A6%E6%B1%9F%E8%BD%AF%E4%BB%B6")),
        Case(name="search: letters", make=get("/api/v1/search?q=jjrj")),
        Case(
            name="read one customer",
            make=lambda number: Request("GET", f"/api/v1/customers/{ids[number % 100]}", headers=head.headers),
            goal="1.8",
        ),
        Case(
            name="report: customer increments of a month",
            make=get("/api/v1/reports/customer-increments?from=2026-11-01&to=2026-11-30"),
            goal="20",
        ),
    ]


def changing(one: Signed, *, enough: int) -> list[Case]:
    """Requests that change, each with a key of its own, by an employee who owns what is changed."""

    def create(number: int) -> Request:
        return Request("POST", "/api/v1/customers", body={"name": f"测速 {number} {uuid4()}"}, headers=_keyed(one))

    owned = [one.order("POST", "/customers", {"name": f"测速 {number} {uuid4()}"}) for number in range(enough)]

    def update(number: int) -> Request:
        each = owned[number]
        body = {"version": each["version"], "address": "天府三街 8 号"}
        return Request("PATCH", f"/api/v1/customers/{each['id']}", body=body, headers=one.headers)

    def drop(number: int) -> Request:
        body = {"ids": [owned[number]["id"]], "reason": "无意向"}
        return Request("POST", "/api/v1/customers/bulk/drop-to-pool", body=body, headers=_keyed(one))

    return [
        Case(name="create a customer", make=create, goal="4"),
        Case(name="change a customer", make=numbered(update), goal="4"),
        Case(name="drop a customer to the pool", make=numbered(drop), goal="4"),
    ]


def _keyed(one: Signed) -> dict[str, str]:
    return {**one.headers, "Idempotency-Key": str(uuid4())}
