"""A customer falls into the pool by the clock, and all who should hear of it do (C17). Time is passed in."""

import subprocess
import sys
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from shared.testing.eventually import eventually
from shared.testing.live import LiveStack
from tests.journeys.founding import ROOT, employ, found
from tests.journeys.person import Person

DAYS, RED_DAYS = 10, 3


@dataclass
class Clock:
    """Carries out what the clock does with one company's customers, as of a moment."""

    live: LiveStack
    company_id: str

    def strikes(self, at: datetime) -> None:
        subprocess.run(
            [sys.executable, "-m", "services.crm.let_fall", at.isoformat(), self.company_id],
            cwd=ROOT,
            env=self.live.product.environment("crm"),
            check=True,
        )


@pytest.fixture
def founder(live_stack: LiveStack) -> Person:
    return found(live_stack, name="公海公司")[1]


@pytest.fixture
def seller(live_stack: LiveStack, founder: Person) -> Person:
    role = next(each["id"] for each in founder.read("/roles")["items"] if each["name"] == "员工")
    return employ(live_stack, founder, role_ids=[role])


@pytest.fixture
def clock(live_stack: LiveStack, founder: Person) -> Clock:
    return Clock(live_stack, founder.read("/me")["company"]["id"])


@pytest.fixture
def rule(founder: Person) -> dict[str, Any]:
    """The company's only one."""
    for each in founder.read("/settings/pool-rules")["items"]:
        founder.order("DELETE", f"/settings/pool-rules/{each['id']}", {})
    draft = {"name": "十天未跟进", "days_without_follow_up": DAYS, "red_days": RED_DAYS, "enabled": True}
    made: dict[str, Any] = founder.order("POST", "/settings/pool-rules", draft)
    return made


def told(who: Person, kind: str) -> list[str]:
    return [each["title"] for each in who.read("/notifications", kind=kind)["items"]]


def dropped_by_rule(who: Person, *, of: Person, day: str) -> int:
    report = who.read("/reports/customer-increments", from_=day, to=day, page_size=100)
    row = next((each for each in report["rows"] if each["employee"]["id"] == of.employee["id"]), {})
    return int(row.get("auto_dropped", 0))


class TestFallingByTheClock:
    def test_is_announced_done_counted_and_told(
        self, founder: Person, seller: Person, clock: Clock, rule: dict[str, Any]
    ) -> None:
        name = f"玉堂码头火锅 {uuid4()}"
        customer = seller.order("POST", "/customers", {"name": name})
        path = f"/customers/{customer['id']}"
        falls = datetime.fromisoformat(customer["falls_at"])
        assert customer["falls_by"]["name"] == rule["name"]

        clock.strikes(falls - timedelta(days=RED_DAYS, hours=1))
        clock.strikes(falls - timedelta(days=RED_DAYS - 1))
        reminders = eventually(lambda: told(seller, "falls_soon"), within=30)
        assert reminders == [f"客户「{name}」将在 2 天内掉入公海，规则：{rule['name']}"]
        assert seller.read(path)["owner"]["id"] == seller.employee["id"]

        clock.strikes(falls - timedelta(seconds=1))
        assert seller.read("/customers", view="mine")["total"] == 1
        clock.strikes(falls)

        lying = seller.read(path)
        assert (lying["owner"], lying["falls_at"]) == (None, None)
        assert [each["id"] for each in seller.read("/customers", view="pool")["items"]] == [customer["id"]]
        assert seller.read("/customers", view="mine")["total"] == 0
        owners = founder.read(f"{path}/owners")["items"]
        assert [each["owner"]["id"] for each in owners] == [seller.employee["id"]]
        assert datetime.fromisoformat(owners[0]["to"]) == falls
        line = founder.read(f"{path}/changes")["items"][0]
        assert (line["kind"], line["by"]) == ("fell_into_pool", None)
        news = eventually(lambda: told(seller, "taken_away"), within=30)
        assert news == [f"你的客户「{name}」已掉入公海，规则：{rule['name']}"]
        day = (falls + timedelta(hours=8)).date().isoformat()
        eventually(lambda: dropped_by_rule(founder, of=seller, day=day) == 1, within=30)

    def test_is_put_off_by_who_works_with_it(self, seller: Person, clock: Clock, rule: dict[str, Any]) -> None:
        customer = seller.order("POST", "/customers", {"name": f"跟进过 {uuid4()}"})
        falls = datetime.fromisoformat(customer["falls_at"])
        behaviour = seller.read("/settings/behaviours")["items"][0]["id"]
        draft = {"customer_id": customer["id"], "behaviour_id": behaviour, "content": "聊了报价"}
        seller.order("POST", "/follow-ups", draft)

        clock.strikes(falls)

        assert seller.read("/customers", view="mine")["total"] == 1
        assert told(seller, "taken_away") == []
