"""A small CRM that tells what happens to customers, and whose people ask for reports."""

from datetime import UTC, datetime, timedelta
from itertools import count
from uuid import uuid4

from shared.contracts.crm.collections import CollectionCreated, CollectionPlanCreated
from shared.contracts.crm.events import (
    CustomerAssigned,
    CustomerChanged,
    CustomerCreated,
    CustomerDeleted,
    CustomerDroppedToPool,
    CustomerParticipantsChanged,
    CustomerPurged,
    CustomerRestored,
    CustomersImported,
    CustomerStatusChanged,
    CustomerTagsChanged,
    CustomerTaken,
    CustomerTransferred,
    FollowUpWritten,
)
from shared.contracts.crm.opportunities import OpportunityWon
from shared.contracts.crm.orders import OrderApproved, OrderOwnerChanged, OrderTerminated
from shared.contracts.crm.products import ProductCategoryCreated, ProductCreated
from shared.contracts.crm.settings import ChoiceChanged
from shared.contracts.crm.visits import CallReceived, VisitCheckedIn
from shared.contracts.gateway.events import CompanyFounded, DepartmentCreated, EmployeeCreated
from shared.directory.projection import project_organization
from shared.kernel.actor import Actor, Person, Scope
from shared.kernel.envelope import Envelope
from shared.messaging.received import Heard

NOON = datetime(2026, 4, 7, 4, tzinfo=UTC)  # 12:00 in Shanghai
REPORTS = (
    "customer_increments",
    "customer_net",
    "status_stock",
    "follow_up_figures",
    "visit_figures",
    "call_figures",
    "win_figures",
    "order_figures",
    "collection_figures",
    "customer_ranking",
    "product_ranking",
)


class Company:
    """An organization in the directory, and customers whose events are told as the CRM would."""

    def __init__(self, stats, *, time_zone="Asia/Shanghai"):
        self.stats = stats
        self.id = str(uuid4())
        self.at = NOON
        self.told = []
        self._states = {}
        self._versions = {}
        self._orders = {}
        self._numbers = count(1)
        self._organize([CompanyFounded(company_id=self.id, name="快启", time_zone=time_zone)])

    def department(self, name, *, under=None):
        made = str(uuid4())
        path = f"{under['path']}/{made}" if under else made
        parent_id = under["id"] if under else None
        self._organize([DepartmentCreated(department_id=made, name=name, parent_id=parent_id, path=path)])
        return {"id": made, "name": name, "path": path}

    def employee(self, name, *, department=None) -> Person:
        made, department_id = str(uuid4()), department["id"] if department else None
        event = EmployeeCreated(
            employee_id=made,
            name=name,
            account=str(next(self._numbers)),
            department_id=department_id,
            superior_id=None,
            job_title=None,
            enabled=True,
        )
        self._organize([event])
        return Person(id=made, name=name, department_id=department_id)

    def actor(self, person, *, scope=None, administrator=False, actions=()):
        scopes = {name: scope or Scope("self") for name in REPORTS}
        return Actor(
            self.id,
            person["id"],
            person["name"],
            person["department_id"],
            administrator=administrator,
            scopes=scopes,
            actions=frozenset(actions),
        )

    def boss(self):
        return Actor(self.id, str(uuid4()), "蒋吉祥", None, administrator=True)

    def days_pass(self, days):
        self.at += timedelta(days=days)

    def create(self, owner, *, name="客户", status=None, tags=(), origin="manual"):
        customer_id = str(uuid4())
        self._states[customer_id] = self._new(owner, name=name, status=status, tags=tags)
        self._tell(customer_id, CustomerCreated, by=owner, origin=origin)
        return customer_id

    def import_(self, owner, *, number=3):
        ids = [str(uuid4()) for _ in range(number)]
        for each in ids:
            self._states[each] = self._new(owner, name="导入客户")
            self._versions[each] = 1
        chunk = [{"customer_id": each, "state": dict(self._states[each])} for each in ids]
        event = CustomersImported(customer_import_id=str(uuid4()), customers=chunk)
        self._publish(event, version=1, by=owner)
        return ids

    def rename(self, customer_id, name):
        self._states[customer_id]["name"] = name
        self._tell(customer_id, CustomerChanged)

    def label(self, customer_id, *, status):
        before = self._states[customer_id]["status"]
        self._states[customer_id]["status"] = status
        self._tell(customer_id, CustomerStatusChanged, before=before)

    def tag(self, customer_id, *, tags):
        before = self._states[customer_id]["tags"]
        self._states[customer_id]["tags"] = list(tags)
        self._tell(customer_id, CustomerTagsChanged, before=before)

    def drop(self, customer_id, *, kind="by_hand", former=None):
        former = former or self._states[customer_id]["owner"]
        self._states[customer_id]["owner"] = None
        self._tell(customer_id, CustomerDroppedToPool, former_owner=former, kind=kind, reason=None)

    def take(self, customer_id, *, by):
        self._states[customer_id]["owner"] = by
        self._tell(customer_id, CustomerTaken, by=by)

    def assign(self, customer_id, *, to):
        self._states[customer_id]["owner"] = to
        self._tell(customer_id, CustomerAssigned)

    def transfer(self, customer_id, *, to):
        former = self._states[customer_id]["owner"]
        self._states[customer_id]["owner"] = to
        self._tell(customer_id, CustomerTransferred, former_owner=former)

    def delete(self, customer_id):
        self._states[customer_id]["recycled"] = True
        self._tell(customer_id, CustomerDeleted, former_owner=self._states[customer_id]["owner"])

    def restore(self, customer_id):
        self._states[customer_id]["recycled"] = False
        self._tell(customer_id, CustomerRestored)

    def purge(self, customer_id):
        self._tell(customer_id, CustomerPurged)

    def set_stage(self, customer_id, stage):
        """Signed, and back: an order's events will tell so; the state is what counts."""
        self._states[customer_id]["stage"] = stage
        self._tell(customer_id, CustomerParticipantsChanged, added=[], removed=[])

    def reorganize(self, customer_id, *, department):
        """The owner is in another department when the customer is next told of."""
        owner = self._states[customer_id]["owner"]
        self._states[customer_id]["owner"] = owner | {"department_id": department["id"]}
        self._tell(customer_id, CustomerParticipantsChanged, added=[], removed=[])

    def rename_choice(self, choice, name, *, kind="customer-statuses"):
        event = ChoiceChanged(choice_id=choice["id"], kind=kind, name=name, enabled=True)
        version = self._versions[choice["id"]] = self._versions.get(choice["id"], 0) + 1
        self._publish(event, version=version)

    def order(self, owner, *, amount, product_total=None, title="年度框架", customer=None, lines=()):
        """An order as it is when it was approved; its id."""
        order_id = str(uuid4())
        state = self._orders[order_id] = {
            "title": title,
            "customer": customer or {"id": str(uuid4()), "name": "长江贸易"},
            "owner": owner,
            "status": "running",
            "lines": [line_of(*each) for each in lines],
            "product_total": product_total or amount,
            "deal_amount": amount,
            "collected": "0.00",
            "invoiced": "0.00",
            "approved_at": self.at.isoformat(),
        }
        self.tell(OrderApproved(order_id=order_id, state=dict(state)))
        return order_id

    def end_order(self, order_id):
        self._orders[order_id]["status"] = "terminated"
        self.tell(OrderTerminated(order_id=order_id, state=self.order_of(order_id), reason="客户违约"))

    def hand_over(self, order_id, to):
        former, self._orders[order_id]["owner"] = self._orders[order_id]["owner"], to
        self.tell(OrderOwnerChanged(order_id=order_id, state=self.order_of(order_id), former_owner=former))

    def product(self, name, *, category=None):
        """A product that was added; named as in a line."""
        made = {"id": str(uuid4()), "name": name}
        if category:
            about = {"product_category_id": category["id"], "name": category["name"], "parent_id": None}
            self.tell(ProductCategoryCreated(**about))
        state = {"name": name, "price": "1.00", "category": category, "unit": None, "stock": None, "enabled": True}
        self.tell(ProductCreated(product_id=made["id"], state=state))
        return made | {"category": category}

    def plan(self, order_id, *, amount, on, happening=CollectionPlanCreated, plan_id=None, **more):
        plan_id = plan_id or str(uuid4())
        state = {"due_on": on, "amount": amount, "method": None, "remind_days": None}
        about = {"collection_plan_id": plan_id, "order_id": order_id, "order": self.order_of(order_id), "state": state}
        self.tell(happening(**about, **more))
        return plan_id

    def order_of(self, order_id):
        return dict(self._orders[order_id])

    def collect(self, order_id, *, amount, on, happening=CollectionCreated, collection_id=None, **more):
        collection_id = collection_id or str(uuid4())
        state = {
            "received_on": on,
            "amount": amount,
            "invoiced": "0.00",
            "method": {"id": str(uuid4()), "name": "现金"},
            "payee": None,
        }
        about = {"collection_id": collection_id, "order_id": order_id, "order": self.order_of(order_id), "state": state}
        self.tell(happening(**about, **more))
        return collection_id

    def win(self, owner, *, amount):
        state = {
            "title": "新门店",
            "customer": {"id": str(uuid4()), "name": "长江贸易"},
            "owner": owner,
            "stage": {"id": str(uuid4()), "name": "赢单"},
            "chance": 100,
            "outcome": "won",
            "approval": "not_needed",
            "expected_amount": amount,
            "expected_on": None,
            "products": [],
        }
        self.tell(OpportunityWon(opportunity_id=str(uuid4()), state=state))

    def tell(self, event):
        """An event with its aggregate's next version."""
        version = self._versions[event.aggregate_id] = self._versions.get(event.aggregate_id, 0) + 1
        self._publish(event, version=version)

    def follow_up(self, customer_id, *, by, behaviour, stage="developing", content="谈了价格"):
        """About a customer, or with the stage "lead" about a lead."""
        about = ("lead_id", "lead_name") if stage == "lead" else ("customer_id", "customer_name")
        named = {"customer_id": None, "customer_name": None} | dict(zip(about, (customer_id, "长江贸易"), strict=True))
        event = FollowUpWritten(
            follow_up_id=str(uuid4()),
            stage=stage,
            behaviour=behaviour,
            written_by=by,
            content=content,
            next_at=None,
            **named,
        )
        self._publish(event, version=1, by=by)

    def visit(self, customer_id, *, by, stage="developing", days_ago=0):
        """Told now, made so many days ago: the phone had no network."""
        event = VisitCheckedIn(
            visit_id=str(uuid4()),
            follow_up_id=str(uuid4()),
            customer={"id": customer_id, "name": "长江贸易"},
            stage=stage,
            contact=None,
            visited_by=by,
            visited_at=(self.at - timedelta(days=days_ago)).isoformat(),
            content="到访",
            position={"lng": 104.06, "lat": 30.67},
            address=None,
            distance_m=None,
            photos=0,
        )
        self._publish(event, version=1, by=by)

    def call(self, subject_id, *, by, seconds, stage="developing"):
        named = {"id": subject_id, "name": "长江贸易"}
        event = CallReceived(
            call_id=str(uuid4()),
            customer=None if stage == "lead" else named,
            lead=named if stage == "lead" else None,
            stage=stage,
            number="13800000001",
            direction="outgoing",
            started_at=self.at.isoformat(),
            seconds=seconds,
            recorded=False,
            made_by=by,
        )
        self._publish(event, version=1, by=by)

    def state(self, customer_id):
        return self._states[customer_id]

    def hear(self, **options):
        """Lets stats hear what was told since the last time."""
        told, self.told = self.told, []
        self.stats.hear(told, **options)
        return told

    def _new(self, owner, *, name, status=None, tags=()):
        return {
            "name": name,
            "stage": "developing",
            "owner": owner,
            "status": status,
            "tags": list(tags),
            "recycled": False,
        }

    def _tell(self, customer_id, happening, *, by=None, **more):
        version = self._versions[customer_id] = self._versions.get(customer_id, 0) + 1
        event = happening(customer_id=customer_id, state=dict(self._states[customer_id]), **more)
        self._publish(event, version=version, by=by)

    def _publish(self, event, *, version, by=None):
        envelope = Envelope.around(
            event,
            envelope_id=str(uuid4()),
            company_id=self.id,
            version=version,
            occurred_at=self.at,
            actor=by,
            request_id=None,
        )
        self.told.append(Heard(event, envelope))

    def _organize(self, events):
        with self.stats.database.system_transaction() as tx:
            tx.enter_company(self.id)
            project_organization(tx, events)


def line_of(product, quantity, amount):
    """A line of an order."""
    return {
        "product": {"id": product["id"], "name": product["name"]},
        "category": product["category"],
        "unit": None,
        "quantity": quantity,
        "price": "1.00",
        "discount": "0.00",
        "amount": amount,
    }
