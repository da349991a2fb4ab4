"""The demo company's work: every kind of it occurs, deals at every stage and status, and what was paid adds up."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

from tools.demodata import words
from tools.demodata.__main__ import Crm
from tools.demodata.days import Story
from tools.demodata.deals import Terms
from tools.demodata.office import Settings

UNTIL = datetime(2026, 3, 2, 0, 30, tzinfo=UTC)


def settings_of(company):
    boss = company.administrator

    def ids(kind):
        return [each["id"] for each in company.ask(boss, "list_choices", kind=kind)["items"]]

    stages = company.ask(boss, "list_choices", kind="stages")["items"]
    products = [
        company.ask(boss, "create_product", name=name, unit=unit, price=price) for name, unit, price in words.PRODUCTS
    ]
    return Settings(
        statuses=ids("customer-statuses"),
        tags=ids("customer-tags"),
        behaviours=ids("behaviours"),
        lead_statuses=ids("lead-statuses"),
        sources=ids("sources"),
        deals=Terms(
            products=products,
            stages={how: [each["id"] for each in stages if each["outcome"] == how] for how in ("open", "won", "lost")},
            loss_reasons=ids("loss-reasons"),
            methods=ids("payment-methods"),
        ),
    )


def test_a_hundred_days_hold_work_of_every_kind(company, crm_database):
    sellers = [replace(each, administrator=True) for each in (company.song, company.zhou, company.xu)]
    story = Story(colleagues=sellers, settings=settings_of(company), customers=60, days=110)
    crm, last = Crm(crm_database.app_url), None

    for act in story.acts(until=UNTIL):
        assert last is None or act.at >= last
        last = act.at
        crm.carry_out(act)

    boss = company.administrator
    orders = company.ask(boss, "list_orders", view="team", page_size=100)["items"]
    outcomes = Counter(
        each["outcome"] for each in company.ask(boss, "list_opportunities", view="team", page_size=100)["items"]
    )
    assert set(outcomes) == {"open", "won", "lost"}
    assert "completed" in {each["status"] for each in orders}
    for kind in ("leads", "visits", "calls"):
        assert company.ask(boss, f"list_{kind}", view="team")["total"] > 0
    assert company.ask(boss, "list_leads", view="team", converted=True)["total"] > 0
    for order in orders:
        paid = company.ask(boss, "list_collections", order_id=order["id"])["items"]
        assert sum((Decimal(each["amount"]) for each in paid), Decimal()) == Decimal(order["collected"])
