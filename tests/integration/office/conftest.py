"""The office with its database, without a broker, and a company of which it hears."""

import json
from datetime import UTC, datetime
from itertools import count
from uuid import uuid4

import pytest

from services.office.journeys.notify import Notify
from services.office.push.rules import Outcome
from services.office.service import OfficeService
from shared.contracts.crm.events import CustomerDroppedToPool, CustomerTransferred
from shared.contracts.crm.reminders import CustomerFallsSoon
from shared.contracts.gateway.events import CompanyFounded, EmployeeCreated, EmployeeDisabled
from shared.database import Database
from shared.directory.projection import project_organization
from shared.kernel.actor import Actor, Person
from shared.kernel.envelope import Envelope
from shared.messaging.applying import apply_events
from shared.messaging.received import Heard
from shared.nameko.operation import Call


class Live:
    """What open screens were told."""

    def __init__(self):
        self.told = []

    def tell(self, *, company_id, employee_id, name, body):
        self.told.append((employee_id, name, body))


class Push:
    """A sender that says of each message what it is told to say."""

    public_key = "a key"

    def __init__(self):
        self.sent = []
        self.outcome = Outcome("sent")

    def send_all(self, messages):
        self.sent += messages
        return [self.outcome for _ in messages]


class Office:
    """A company's people by name; events are told as other services would."""

    def __init__(self, addresses):
        self.id = str(uuid4())
        self.now = datetime(2026, 11, 25, 4, tzinfo=UTC)
        self.live = Live()
        self.push = Push()
        self.database = Database(addresses.app_url, clock=lambda: self.now)
        self.system_database = Database(addresses.system_url, clock=lambda: self.now, pool_size=2)
        self._versions = {}
        self._numbers = count(1)
        self._organize(CompanyFounded(company_id=self.id, name="快启", time_zone="Asia/Shanghai"))
        self.boss, self.song, self.zhou = self.employee("卯卯卯"), self.employee("宋肖肖"), self.employee("周长生")

    def close(self):
        self.database.dispose()
        self.system_database.dispose()

    def employee(self, name) -> Person:
        person = Person(id=str(uuid4()), name=name, department_id=None)
        self._organize(EmployeeCreated(**self._employed(person), enabled=True))
        return person

    def dismiss(self, person):
        self._organize(EmployeeDisabled(**self._employed(person), enabled=False))

    def actor(self, person, *, language="zh-CN"):
        return Actor(self.id, person["id"], person["name"], None, language=language)

    def ask(self, person, method, *, language="zh-CN", **arguments):
        actor = self.actor(person, language=language)
        call = Call(actor=actor, arguments=arguments, command_id=str(uuid4()), request_id="test", language=language)
        return json.loads(getattr(OfficeService, method).operation.carry_out(self, call))

    def inbox(self, person, **asked):
        return self.ask(person, "list_notifications", **asked)

    def heard(self, event, *, by=None, request_id=None, at=None):
        """The event as it comes, numbered within its aggregate."""
        place = (event.aggregate, event.aggregate_id)
        self._versions[place] = self._versions.get(place, 0) + 1
        envelope = Envelope.around(
            event,
            envelope_id=str(uuid4()),
            company_id=self.id,
            version=self._versions[place],
            occurred_at=at or self.now,
            actor=by,
            request_id=request_id,
        )
        return Heard(event, envelope)

    def hear(self, *heard):
        return apply_events(self.database, heard, lambda tx, ready: Notify.notify(self, tx, ready))

    def tell(self, event, **options):
        self.hear(self.heard(event, **options))

    def transferred(self, *, to, name="成都友趣", former=None):
        return CustomerTransferred(
            customer_id=str(uuid4()), state=self._state(name, owner=to), former_owner=former or self.boss
        )

    def fallen(self, *, of, name="成都友趣"):
        rule = {"id": str(uuid4()), "name": "30 天未跟进", "version": 1}
        return CustomerDroppedToPool(
            customer_id=str(uuid4()),
            state=self._state(name, owner=None),
            former_owner=of,
            kind="automatic",
            reason=None,
            rule=rule,
        )

    def falls_soon(self, *, of, name="成都友趣"):
        return CustomerFallsSoon(
            customer_id=str(uuid4()),
            state=self._state(name, owner=of),
            falls_at="2026-11-28T02:00:00+00:00",
            days=3,
            rule={"id": str(uuid4()), "name": "30 天未跟进"},
        )

    def _state(self, name, *, owner):
        return {"name": name, "stage": "developing", "owner": owner, "status": None, "tags": [], "recycled": False}

    def _organize(self, event):
        with self.database.system_transaction() as tx:
            tx.enter_company(self.id)
            project_organization(tx, [event])

    def _employed(self, person):
        return {
            "employee_id": person["id"],
            "name": person["name"],
            "account": str(next(self._numbers)),
            "department_id": None,
            "superior_id": None,
            "job_title": None,
        }


@pytest.fixture(scope="module")
def office_database(module_database):
    return module_database("office")


@pytest.fixture
def found(office_database):
    """Founds companies: `found()`."""
    made = []

    def make():
        made.append(Office(office_database))
        return made[-1]

    yield make
    for each in made:
        each.close()


@pytest.fixture
def office(found):
    return found()
