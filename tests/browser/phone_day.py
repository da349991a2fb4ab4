"""What tests of a day with the phone arrange and look at."""

from typing import Any
from uuid import uuid4

from playwright.sync_api import Page, expect

from tests.browser.visitor import Visitor

STAFF, HEAD, COLLEAGUE = "13800000005", "13800000002", "13800000006"


def made(visitor: Visitor, **fields: Any) -> dict[str, Any]:
    """A customer with a name of its own."""
    draft = {"name": f"巷口小馆{uuid4().hex[:8]}", "phone": "13912345678", **fields}
    customer: dict[str, Any] = visitor.api.order("POST", "/customers", draft)
    return customer


def in_pool(visitor: Visitor) -> dict[str, Any]:
    customer = made(visitor)
    visitor.api.order("POST", "/customers/bulk/drop-to-pool", {"ids": [customer["id"]], "reason": "暂无需求"})
    return customer


def searched(visitor: Visitor, name: str, *, view: str = "mine") -> None:
    visitor.goes_to(f"/customers?view={view}&q={name}")
    expect(visitor.page.get_by_role("article")).to_have_count(1)


def said(page: Page, words: str) -> None:
    expect(page.get_by_role("status").filter(has_text=words)).to_be_visible()


def follow_ups(visitor: Visitor, customer: dict[str, Any]) -> list[str]:
    return [each["content"] for each in visitor.api.all_rows("/follow-ups", customer_id=customer["id"])]
