"""The table of rights over orders, each of its cells over HTTP (O3)."""

from uuid import uuid4

import pytest

from services.crm.orders.rules import ACTIONS, NEEDS, RIGHTS, Relation, Status
from shared.testing.live import LiveStack
from tests.journeys.deals import today
from tests.journeys.permissions import Firm, Request, Uses, is_like_unknown, outcome

RELATIONS: dict[str, Relation] = {
    "administrator": "administrator",
    "owner": "owner",
    "head": "head",
    "participant": "related",
    "outsider": "none",
}
"""How everybody of the firm stands to the owner's orders: who takes part in the customer sees them."""
NOT_THEIR_CUSTOMER = {"administrator", "head"}
"""Who may copy as far as the order goes, but writes orders for customers of their own alone (O2)."""


class Orders:
    """Orders of the firm's owner in each status, and how each right over them is used."""

    def __init__(self, firm: Firm) -> None:
        self.firm = firm
        owner, participant = firm.owner, firm.participant.employee["id"]
        self._customer = owner.order("POST", "/customers", {"name": f"权限 {uuid4()}"})["id"]
        joining = {"ids": [self._customer], "employee_ids": [participant], "may_edit": True}
        owner.order("POST", "/customers/bulk/add-participants", joining)
        self._product = firm.administrator.order("POST", "/products", {"name": "快启 5 号", "price": "10.00"})["id"]
        self._method = owner.read("/settings/payment-methods")["items"][0]["id"]

    def make(self, status: Status) -> str:
        """One that is put into its status, however orders come there."""
        line = {"product_id": self._product, "quantity": 1}
        draft = {"customer_id": self._customer, "title": f"权限 {uuid4()}", "lines": [line]}
        made = str(self.firm.owner.order("POST", "/orders", draft)["id"])
        self.firm.arrange("update orders set status = %s where id = %s", status, made)
        return made

    def uses(self) -> Uses:
        """How each right of the table is used on an order that was just made."""
        due = {"due_on": "2026-12-01", "amount": "1.00"}
        received = {"received_on": today(), "amount": "1.00", "method_id": self._method}
        outsider = {"owner_id": self.firm.outsider.employee["id"]}
        return {
            "view": lambda order: Request("GET", f"/orders/{order}"),
            "copy": lambda order: Request("POST", f"/orders/{order}/copy", {}),
            "edit": lambda order: Request("PATCH", f"/orders/{order}", {"version": 1, "note": "改过"}),
            "submit": lambda order: Request("POST", f"/orders/{order}/submit", {}),
            "plan": lambda order: Request("POST", "/collection-plans", {"order_id": order, **due}),
            "collect": lambda order: Request("POST", "/collections", {"order_id": order, **received}),
            "change_owner": lambda order: Request("POST", f"/orders/{order}/change-owner", outsider),
            "terminate": lambda order: Request("POST", f"/orders/{order}/terminate", {"reason": "客户倒闭"}),
            "delete": lambda order: Request("DELETE", f"/orders/{order}"),
        }


@pytest.fixture(scope="module")
def orders(live_stack: LiveStack) -> Orders:
    return Orders(Firm(live_stack))


def refusal(who: str, action: str) -> str:
    """Not there, never theirs to do, or not in this status."""
    relation = RELATIONS[who]
    if relation == "none":
        return "missing"
    ever = any(action in row[relation] for row in RIGHTS.values())
    return "order.not_in_this_status" if ever else "forbidden"


def success(who: str, action: str) -> str:
    return "order.not_own_customer" if action == "copy" and who in NOT_THEIR_CUSTOMER else "done"


@pytest.mark.parametrize("status", RIGHTS)
class TestOrder:
    @pytest.mark.parametrize("who", RELATIONS)
    def test_lets_everybody_do_what_the_table_says(self, orders: Orders, who: str, status: Status) -> None:
        person, may = orders.firm.person(who), RIGHTS[status][RELATIONS[who]]
        uses, wrong = orders.uses(), {}

        for action in sorted(may):
            answer = uses[action](orders.make(status)).by(person)
            if outcome(answer) != success(who, action):
                wrong[action] = answer.text
            if action == "view" and set(answer.json()["may"]) != may - {"view"}:
                wrong["may"] = answer.json()["may"]

        assert wrong == {}

    @pytest.mark.parametrize("who", RELATIONS)
    def test_refuses_the_rest_and_stays_as_it_was(self, orders: Orders, who: str, status: Status) -> None:
        person, order, uses = orders.firm.person(who), orders.make(status), orders.uses()
        before, wrong = orders.firm.administrator.read(f"/orders/{order}"), {}

        for action in sorted(ACTIONS - RIGHTS[status][RELATIONS[who]]):
            said, expected = outcome(uses[action](order).by(person)), refusal(who, action)
            if said != expected:
                wrong[action] = said
            elif expected == "missing" and not is_like_unknown(person, uses[action], order):
                wrong[action] = "gives away that it is there"

        assert wrong == {}
        assert orders.firm.administrator.read(f"/orders/{order}") == before

    def test_asks_for_the_permission_besides(self, orders: Orders, status: Status) -> None:
        needing = [each for each in RIGHTS[status]["owner"] if each in NEEDS]
        order, uses = orders.make(status), orders.uses()

        assert [outcome(uses[action](order).by(orders.firm.powerless)) for action in needing] == ["forbidden"] * len(
            needing
        )


class TestTable:
    def test_is_used_as_a_whole(self, orders: Orders) -> None:
        assert set(orders.uses()) == ACTIONS
        assert set(RELATIONS.values()) == set(RIGHTS["running"])
