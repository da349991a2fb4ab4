"""The table of rights over customers, each of its cells over HTTP (C16)."""

from collections.abc import Callable
from uuid import uuid4

import pytest

from services.crm.customers.rules import ACTIONS, NEEDS, RIGHTS, Relation, State
from shared.testing.live import LiveStack
from tests.journeys.permissions import Firm, Request, Uses, is_like_unknown, outcome

RELATIONS: dict[str, Relation] = {
    "administrator": "administrator",
    "owner": "owner",
    "head": "owner",
    "editor": "participant",
    "participant": "participant",
    "related": "related",
    "outsider": "none",
}
"""How everybody of the firm stands to the owner's customers. Of those who take part, the editor alone is let edit."""


_CONCERN = """
insert into concerned (company_id, kind, thing_id, employee_id)
select company_id, 'customer', id, %s from customers where id = %s
"""


class Customers:
    """Customers of the firm's owner in each state, and how each right over them is used."""

    def __init__(self, firm: Firm) -> None:
        self.firm = firm
        self._behaviour, self._status, self._tag = (
            firm.administrator.read(f"/settings/{kind}")["items"][0]["id"]
            for kind in ("behaviours", "customer-statuses", "customer-tags")
        )

    def make(self, state: State) -> str:
        """One of which the related person was to approve something."""
        made = str(self.firm.owner.order("POST", "/customers", {"name": f"权限 {uuid4()}"})["id"])
        self.firm.arrange(_CONCERN, self.firm.related.employee["id"], made)
        for who in ("participant", "editor"):
            joining = [self.firm.person(who).employee["id"]]
            self._bulk("add-participants", made, employee_ids=joining, may_edit=who == "editor")
        if state != "owned":
            self._bulk("drop-to-pool" if state == "pool" else "delete", made)
        return made

    def version(self, customer: str) -> int:
        return int(self.firm.administrator.read(f"/customers/{customer}")["version"])

    def uses(self, *, version: int) -> Uses:
        """How each right of the table is used on a customer of this version."""
        outsider, participant = self.firm.outsider.employee["id"], self.firm.participant.employee["id"]
        follow_up = {"behaviour_id": self._behaviour, "content": "初次联系"}

        def bulk(verb: str, **given: object) -> Callable[[str], Request]:
            return lambda customer: Request("POST", f"/customers/bulk/{verb}", {"ids": [customer], **given})

        return {
            "view": lambda customer: Request("GET", f"/customers/{customer}"),
            "see_contacts": lambda customer: Request("GET", f"/contacts?customer_id={customer}"),
            "change_contacts": lambda customer: Request("POST", "/contacts", {"customer_id": customer, "name": "杨帆"}),
            "follow_up": lambda customer: Request("POST", "/follow-ups", {"customer_id": customer, **follow_up}),
            "edit": lambda customer: Request("PATCH", f"/customers/{customer}", {"version": version, "note": "改过"}),
            "set_status": bulk("set-status", status_id=self._status),
            "set_tags": bulk("set-tags", tag_ids=[self._tag]),
            "change_participants": bulk("remove-participants", employee_ids=[participant]),
            "drop_to_pool": bulk("drop-to-pool", reason="无意向"),
            "transfer": bulk("transfer", owner_id=outsider),
            "delete": bulk("delete"),
            "take": bulk("take"),
            "assign": bulk("assign", owner_id=outsider),
            "restore": bulk("restore"),
            "purge": bulk("purge"),
        }

    def _bulk(self, verb: str, customer: str, **given: object) -> None:
        answer = Request("POST", f"/customers/bulk/{verb}", {"ids": [customer], **given}).by(self.firm.administrator)
        assert outcome(answer) == "done", answer.text


@pytest.fixture(scope="module")
def customers(live_stack: LiveStack) -> Customers:
    return Customers(Firm(live_stack))


def allowed(who: str, state: State) -> frozenset[str]:
    rights = RIGHTS[state][RELATIONS[who]]
    return rights - {"edit"} if who == "participant" else rights


def refusal(who: str, action: str, state: State) -> str:
    """How the answer's code must begin: not there, not theirs to do, or nobody's to do in this state."""
    if "view" not in allowed(who, state):
        return "missing"
    return "forbidden" if any(action in row for row in RIGHTS[state].values()) else "customer."


@pytest.mark.parametrize("state", RIGHTS)
class TestCustomer:
    @pytest.mark.parametrize("who", RELATIONS)
    def test_lets_everybody_do_what_the_table_says(self, customers: Customers, who: str, state: State) -> None:
        person, may = customers.firm.person(who), allowed(who, state)
        wrong = {}

        for action in sorted(may):
            customer = customers.make(state)
            answer = customers.uses(version=customers.version(customer))[action](customer).by(person)
            if outcome(answer) != "done":
                wrong[action] = answer.text
            if action == "view" and set(answer.json()["may"]) != may - {"view"}:
                wrong["may"] = answer.json()["may"]

        assert wrong == {}

    @pytest.mark.parametrize("who", RELATIONS)
    def test_refuses_the_rest_and_stays_as_it_was(self, customers: Customers, who: str, state: State) -> None:
        person, customer = customers.firm.person(who), customers.make(state)
        before = customers.firm.administrator.read(f"/customers/{customer}")
        uses, wrong = customers.uses(version=before["version"]), {}

        for action in sorted(ACTIONS - allowed(who, state)):
            said, expected = outcome(uses[action](customer).by(person)), refusal(who, action, state)
            if not said.startswith(expected):
                wrong[action] = said
            elif expected == "missing" and not is_like_unknown(person, uses[action], customer):
                wrong[action] = "gives away that it is there"

        assert wrong == {}
        assert customers.firm.administrator.read(f"/customers/{customer}") == before

    def test_asks_for_the_permission_besides(self, customers: Customers, state: State) -> None:
        powerless, customer = customers.firm.powerless, customers.make(state)
        owner = {"owner_id": powerless.employee["id"]}
        if state == "owned":
            customers.firm.administrator.order("POST", "/customers/bulk/transfer", {"ids": [customer], **owner})
        uses = customers.uses(version=customers.version(customer))
        needing = [each for each in RIGHTS[state]["owner"] if each in NEEDS]
        needing += ["restore", "purge"] if state == "recycled" else []

        assert {action: outcome(uses[action](customer).by(powerless)) for action in needing} == dict.fromkeys(
            needing, "forbidden"
        )


class TestTable:
    def test_is_used_as_a_whole(self, customers: Customers) -> None:
        assert set(customers.uses(version=1)) == ACTIONS
        assert {RELATIONS[who] for who in RELATIONS} == set(RIGHTS["owned"])
