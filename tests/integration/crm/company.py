"""A company in the CRM's own database: its people by name, its choices, and what they ask of the service."""

import json
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from uuid import uuid4

from sqlalchemy import event, insert, select, text, update

from services.crm.db import choices, pool_limits, pool_rules
from services.crm.service import CrmService
from services.crm.settings.repository import Settings
from shared.contracts.permissions import ACTIONS
from shared.database import Database
from shared.database.tables import companies, departments, employees
from shared.kernel.actor import Actor, Scope
from shared.nameko.operation import Call

STAFF = frozenset({"drop_to_pool", "take_from_pool"})
HEAD = STAFF | {"assign_from_pool", "change_customer_owner", "delete_customer", "delete_lead", "use_recycle_bin"}
START = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)


class Company:
    """运营部 with its head 卯卯卯, 宋肖肖 and 周长生; 开发部 with 许妙迪; 蒋吉祥 administers.

    Its clock is moved by hand.
    """

    def __init__(self, database):
        self.id = str(uuid4())
        self.now = START
        self.service = self
        self.database = Database(database.app_url, clock=lambda: self.now)
        self.system_database = Database(database.system_url, clock=lambda: self.now, pool_size=2)
        self.operations, self.development = str(uuid4()), str(uuid4())
        below = Scope("departments", below_ids=(self.operations,))
        self.administrator = self._person("蒋吉祥", None, actions=frozenset(ACTIONS), administrator=True)
        self.head = self._person("卯卯卯", self.operations, actions=HEAD, scope=below)
        self.song = self._person("宋肖肖", self.operations)
        self.zhou = self._person("周长生", self.operations)
        self.xu = self._person("许妙迪", self.development)
        with self.database.system_transaction() as tx:
            tx.enter_company(self.id)
            self._fill(tx)

    def close(self):
        self.database.dispose()
        self.system_database.dispose()

    def ask(self, actor, method, **arguments):
        call = Call(actor=actor, arguments=arguments, command_id=str(uuid4()), request_id="test", language="en")
        return json.loads(getattr(CrmService, method).operation.carry_out(self, call))

    def create(self, actor, name="成都友趣", **draft):
        return self.ask(actor, "create_customer", name=name, **draft)

    def ids(self, actor, count, **draft):
        return [self.create(actor, f"客户 {number}", **draft)["id"] for number in range(count)]

    def get(self, actor, customer_id):
        return self.ask(actor, "get_customer", customer_id=customer_id)

    def listed(self, actor, **query):
        return [each["id"] for each in self.ask(actor, "list_customers", **query)["items"]]

    def dropped(self, count=1, by=None):
        """Customers that lie in the pool."""
        by = by or self.head
        ids = self.ids(by, count)
        assert self.ask(by, "drop_customers_to_pool", ids=ids)["done"] == count
        return ids

    def choice(self, kind, name):
        with self.database.transaction(self.administrator) as tx:
            return tx.session.scalar(select(choices.c.id).filter_by(company_id=self.id, kind=kind, name=name))

    def limit(self, **limits):
        with self.database.transaction(self.administrator) as tx:
            Settings(tx).limits()
            tx.session.execute(update(pool_limits).filter_by(company_id=self.id).values(**limits))

    def rule(self, days, *, name="未跟进", red_days=3, version=1):
        """One pool rule, in place of those there are."""
        with self.database.transaction(self.administrator) as tx:
            tx.session.execute(update(pool_rules).filter_by(company_id=self.id).values(enabled=False))
            key = {"company_id": self.id, "id": tx.new_id(), "version": version, "enabled": True}
            values = {"name": f"{name} {uuid4()}", "days_without_follow_up": days, "red_days": red_days}
            tx.session.execute(insert(pool_rules).values(joined="any", status_ids=[], tag_ids=[], **key, **values))
            return key["id"]

    def pass_days(self, days):
        self.now += timedelta(days=days)

    def let_fall(self):
        CrmService.drop_quiet_customers(self)

    def events(self):
        """Type and content of all events so far, in order."""
        with self.database.transaction(self.administrator) as tx:
            rows = tx.session.execute(text("select type, body from outbox order by seq"))
            return [(row.type, json.loads(bytes(row.body))) for row in rows]

    @contextmanager
    def statements(self):
        """The statements that the database is asked meanwhile."""
        asked = []

        def remember(_connection, _cursor, statement, *_):
            asked.append(statement)

        event.listen(self.database.engine, "before_cursor_execute", remember)
        try:
            yield asked
        finally:
            event.remove(self.database.engine, "before_cursor_execute", remember)

    def _person(self, name, department_id, *, actions=STAFF, scope=None, administrator=False):
        functions = ("customers", "follow_ups", "leads", "visits", "calls", "products", "opportunities", "orders")
        scopes = dict.fromkeys(functions, scope or Scope("self"))
        return Actor(self.id, str(uuid4()), name, department_id, administrator, scopes=scopes, actions=actions)

    def _fill(self, tx):
        tx.session.execute(insert(companies).values(company_id=self.id, name="快启", time_zone="Asia/Shanghai"))
        for number, (key, name) in enumerate(((self.operations, "运营部"), (self.development, "开发部"))):
            tx.session.execute(
                insert(departments).values(company_id=self.id, id=key, name=name, path=key, order=number)
            )
        for actor in (self.administrator, self.head, self.song, self.zhou, self.xu):
            tx.session.execute(
                insert(employees).values(
                    company_id=self.id,
                    id=actor.employee_id,
                    name=actor.name,
                    account=str(uuid4()),
                    department_id=actor.department_id,
                    enabled=True,
                )
            )
        Settings(tx).make_first()
