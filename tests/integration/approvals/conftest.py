"""A firm in the office's own database: what it hears of the organization and the CRM, and what its people ask."""

import json
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import ClassVar
from uuid import uuid4

import pytest
from sqlalchemy import text

from services.office.approval_templates.entrypoints import ApprovalTemplateEntrypoints
from services.office.journeys.open_approvals import OpenApprovals
from services.office.people.entrypoints import PeopleEntrypoints
from services.office.service import OfficeService
from shared.contracts.crm.submissions import ApprovalRequest, Subject, SubmittedForApproval
from shared.contracts.gateway.events import CompanyFounded, DepartmentCreated, EmployeeCreated
from shared.database import Database
from shared.directory.entrypoints import DirectoryEntrypoints
from shared.kernel.actor import Actor, Scope
from shared.nameko.operation import Call

_SELF = Scope("self")


class OrderSubmitted(SubmittedForApproval):
    """As the CRM hands an order in."""

    type: ClassVar[str] = "crm.order.submitted"


class Firm:
    """蒋吉祥 administers; 卯卯卯, who reports to them, heads 运营部 with 宋肖肖 and 周长生.

    许妙迪 reports to nobody.
    """

    def __init__(self, addresses):
        self.id = str(uuid4())
        self.now = datetime(2026, 11, 25, 4, tzinfo=UTC)
        self.database = Database(addresses.app_url, clock=lambda: self.now)
        self.sales, self.administrators, self.staff = (str(uuid4()) for _ in range(3))
        self._numbers = count(1)
        self.hear(
            CompanyFounded(company_id=self.id, name="快启", time_zone="Asia/Shanghai"),
        )
        self.jiang = self._hire("蒋吉祥", administrator=True, scope=Scope("company"))
        below = Scope("departments", below_ids=(self.sales,))
        self.mao = self._hire("卯卯卯", superior=self.jiang, department=self.sales, scope=below)
        self.hear(
            DepartmentCreated(
                department_id=self.sales,
                name="运营部",
                parent_id=None,
                path=self.sales,
                head_id=self.mao.employee_id,
            )
        )
        self.song = self._hire("宋肖肖", superior=self.mao, department=self.sales)
        self.zhou = self._hire("周长生", superior=self.mao, department=self.sales)
        self.xu = self._hire("许妙迪")

    def hear(self, *events):
        with self.database.system_transaction() as tx:
            tx.enter_company(self.id)
            for listen in (
                ApprovalTemplateEntrypoints.make_first_templates,
                DirectoryEntrypoints.keep_directory,
                PeopleEntrypoints.keep_heads_and_roles,
            ):
                kinds = {ApprovalTemplateEntrypoints.make_first_templates: CompanyFounded}.get(listen, object)
                wanted = [each for each in events if isinstance(each, kinds)]
                if wanted:
                    listen(self, tx, wanted)

    def hand_in(self, *events):
        with self.database.system_transaction() as tx:
            tx.enter_company(self.id)
            OpenApprovals.open_submitted(self, tx, events)

    def order(self, *, by=None, submission=1, order_id=None, form="order", **fields):
        by = by or self.song
        order_id = order_id or str(uuid4())
        return OrderSubmitted(
            subject=Subject(kind="order", id=order_id, name="年度采购", submission=submission),
            approval=ApprovalRequest(
                form=form,
                title="订单：年度采购",
                fields={"amount": "4510.40", "unasked": 1} | fields,
                customer={"id": str(uuid4()), "name": "玉堂码头火锅"},
                submitter=by.as_person(),
            ),
        )

    def ask(self, actor, method, **arguments):
        call = Call(actor=actor, arguments=arguments, command_id=str(uuid4()), request_id="test", language="en")
        return json.loads(getattr(OfficeService, method).operation.carry_out(self, call))

    def template(self, form):
        items = self.ask(self.jiang, "list_approval_templates")["items"]
        return next(each for each in items if each["form"] == form)

    def publish(self, form, **content):
        """Draws a template anew and publishes it; the template."""
        template = self.ask(self.jiang, "get_approval_template", template_id=self.template(form)["id"])
        drawn = self.ask(
            self.jiang,
            "draw_approval_template",
            template_id=template["id"],
            version=template["version"],
            content=template["draft"] | content,
        )
        return self.ask(self.jiang, "publish_approval_template", template_id=template["id"], version=drawn["version"])

    def leave(self, actor=None, *, days="1", **also):
        fields = {
            "leave_type": "年假",
            "from": "2026-11-26T01:00:00Z",
            "to": "2026-11-26T10:00:00Z",
            "days": days,
            "reason": "回家",
        }
        template_id = self.template("leave")["id"]
        return self.ask(actor or self.song, "submit_approval", template_id=template_id, fields=fields, **also)

    def listed(self, actor, view, **query):
        return [each["id"] for each in self.ask(actor, "list_approvals", view=view, **query)["items"]]

    def told(self):
        """Type and content of all events so far, in order."""
        with self.database.transaction(self.jiang) as tx:
            rows = tx.session.execute(text("select type, body from outbox order by seq"))
            return [(row.type.rpartition(".")[2], json.loads(bytes(row.body))["data"]) for row in rows]

    def pass_time(self, **time):
        self.now += timedelta(**time)

    def _hire(self, name, *, superior=None, department=None, administrator=False, scope=_SELF):
        actor = Actor(
            self.id, str(uuid4()), name, department, administrator, scopes={"approvals": scope}, actions=frozenset()
        )
        self.hear(
            EmployeeCreated(
                employee_id=actor.employee_id,
                name=name,
                account=str(next(self._numbers)),
                department_id=department,
                superior_id=superior.employee_id if superior else None,
                job_title=None,
                enabled=True,
                role_ids=[self.administrators if administrator else self.staff],
                administrator=administrator,
            )
        )
        return actor


def step(*approvers, key="s", kind="all", nobody="administrators", submitter="skip"):
    """A step of a flow as the designer sends it."""
    return {
        "id": key,
        "name": key,
        "kind": kind,
        "approvers": list(approvers),
        "nobody": {"do": nobody, "employee_id": None},
        "submitter": submitter,
        "conditions": [],
    }


def flow(*steps, copies=(), conditions=()):
    return {"id": "f", "name": "流程", "conditions": list(conditions), "steps": list(steps), "copies": list(copies)}


@pytest.fixture(scope="module")
def office_database(module_database):
    return module_database("office")


@pytest.fixture
def found(office_database):
    made = []

    def make():
        made.append(Firm(office_database))
        return made[-1]

    yield make
    for each in made:
        each.database.dispose()


@pytest.fixture
def firm(found):
    return found()
