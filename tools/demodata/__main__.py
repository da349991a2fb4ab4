"""Fills the demo company of `make run`: `python -m tools.demodata small|medium|large`."""

import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from decimal import Decimal
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import orjson

from services.crm.service import CrmService
from shared.database import Database
from shared.kernel.errors import DomainError
from shared.nameko.operation import Call
from tools.demodata.days import Act, Lead, Story
from tools.demodata.deals import DECISIONS, Deal, decide
from tools.demodata.office import Office
from tools.devstack.databases import Databases
from tools.devstack.errors import StackError
from tools.devstack.folders import LOCAL
from tools.devstack.running import find
from tools.devstack.secrets import Secrets

# people, customers, days
SIZES = {"small": (6, 300, 60), "medium": (30, 4_000, 90), "large": (200, 30_000, 120)}
_TOLD_EACH = 100
_CREATING = ("create_customer", "create_lead")


class Crm:
    """The CRM's operations, carried out here with the time passed in."""

    def __init__(self, url: str) -> None:
        self._moment = datetime.now(UTC)
        self._service = SimpleNamespace(database=Database(url, clock=lambda: self._moment))

    def carry_out(self, act: Act) -> None:
        """Does it at its moment; a deal of which something is refused ends there."""
        self._moment = act.at
        if act.of is None:
            self._ask(act)
        elif not act.of.over:
            try:
                self._deal(act, act.of)
            except DomainError:
                act.of.over = True

    def _deal(self, act: Act, deal: Deal) -> None:
        if act.operation in DECISIONS:
            with self._service.database.transaction(act.who) as tx:
                decide(tx, deal.order, act.operation)
            return
        answer = self._ask(act)
        if act.operation == "create_opportunity":
            deal.opportunity = answer["id"]
        elif act.operation == "create_order":
            deal.order, deal.amount = answer["id"], Decimal(answer["deal_amount"])

    def _ask(self, act: Act) -> Any:
        call = Call(actor=act.who, arguments=_arguments(act), command_id=str(uuid4()), request_id="demo")
        answer = getattr(CrmService, act.operation).operation.carry_out(self._service, call)
        if act.operation in _CREATING and act.about is not None:
            act.about.id = orjson.loads(answer)["id"]
        return orjson.loads(answer)


def _arguments(act: Act) -> dict[str, Any]:
    if act.of is not None:
        return _of_deal(act, act.of)
    about = act.about.id if act.about else ""
    match act.operation:
        case "create_customer" | "create_lead":
            return act.arguments
        case "drop_customers_to_pool" | "take_customers":
            return {"ids": [about], **act.arguments}
        case _:
            return {"lead_id" if isinstance(act.about, Lead) else "customer_id": about, **act.arguments}


def _of_deal(act: Act, deal: Deal) -> dict[str, Any]:
    given = {name: value for name, value in act.arguments.items() if name != "part"}
    customer = {"customer_id": act.about.id if act.about else ""}
    match act.operation:
        case "create_opportunity":
            return customer | given
        case "move_opportunity":
            return given | {"opportunity_id": deal.opportunity}
        case "create_order":
            return customer | given | {"opportunity_id": deal.opportunity}
        case "create_collection_plan" | "create_collection":
            return given | {"order_id": deal.order, "amount": deal.part(act.arguments["part"])}
        case _:
            return given | {"order_id": deal.order}


def _with_progress(acts: Iterable[Act], *, length: int) -> Iterable[Act]:
    """The same acts; tells how far they are where somebody looks on."""
    done = 0
    for done, act in enumerate(acts, start=1):  # told at the end
        yield act
        if done % _TOLD_EACH == 0 and sys.stdout.isatty():
            print(f"\r  {min(99, done * 100 // length):>3} %  {act.at:%Y-%m-%d}", end="", flush=True)
    print(f"\r  100 %  {done} acts        ")


def fill(size: str) -> None:
    """:raises StackError: make run is not running"""
    people, customers, days = SIZES[size]
    running = find()
    office = Office(running.url)
    office.hire(until=people)
    office.set_targets(year=datetime.now(UTC).year)
    databases = Databases(running.database_url, secrets=Secrets(LOCAL / "run" / "secrets"))
    crm = Crm(databases.url("crm", role="app"))
    story = Story(colleagues=office.colleagues(), settings=office.settings(), customers=customers, days=days)
    now = datetime.now(UTC)
    print(f"{customers} customers over {days} days ...", flush=True)
    acts = story.acts(until=now.replace(hour=0, minute=30, second=0, microsecond=0))
    with office.pool_at_rest():
        for act in _with_progress(acts, length=story.length()):
            crm.carry_out(act)


def main(arguments: list[str]) -> int:
    size = arguments[0] if arguments else "small"
    if size not in SIZES:
        print(f"make demo SIZE={'|'.join(SIZES)}")
        return 1
    try:
        fill(size)
    except StackError as error:
        print(error)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
