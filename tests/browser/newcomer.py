"""An employee on the first day: with an account and a password that is to be changed."""

from uuid import uuid4

from gateway.access.passwords import hash_password
from gateway.organization.model import Employee
from shared.database import Database
from shared.testing.live import LiveStack
from tools.demo import DEMO

_INITIAL = "first-day-2026"


def newcomer(live_stack: LiveStack) -> tuple[str, str]:
    """Account and initial password of somebody new in the demo company."""
    account = f"1{uuid4().int % 10**10:010}"
    database = Database(live_stack.product.environment("gateway")["KUAIQI_DATABASE_URL"])
    with database.system_transaction() as tx:
        tx.enter_company(DEMO)
        employee = Employee.create(
            company_id=DEMO,
            employee_id=tx.new_id(),
            name="林小满",
            account=account,
            password_hash=hash_password(_INITIAL),
        )
        tx.add(employee)
    return account, _INITIAL
