"""A new company: the roles it starts with and its first administrator."""

from dataclasses import dataclass

from gateway.audit.log import note
from gateway.organization.model import Company, Employee, Role
from shared.contracts.permissions import FUNCTIONS
from shared.database import Transaction

ADMINISTRATOR, HEAD, STAFF = "管理员", "主管", "员工"
_STAFF_ACTIONS = ("drop_to_pool", "export", "import", "take_from_pool")
_HEAD_ACTIONS = (
    *_STAFF_ACTIONS,
    "assign_from_pool",
    "change_customer_owner",
    "change_order_owner",
    "delete_customer",
    "delete_lead",
    "set_targets",
    "use_recycle_bin",
)


@dataclass(frozen=True, kw_only=True)
class Founded:
    """What the new company begins with."""

    company: Company
    administrator: Employee
    head: Role
    staff: Role


def found_company(
    tx: Transaction, *, name: str, account: str, called: str, password_hash: str, initial: bool = True
) -> Founded:
    """Founds the company that the transaction has entered."""
    company = Company(company_id=tx.company_id, name=name, time_zone="Asia/Shanghai", version=0)
    company.found()
    tx.add(company)
    administrators = _role(tx, ADMINISTRATOR, administrator=True)
    head = _role(tx, HEAD, kind="department_and_below", actions=_HEAD_ACTIONS)
    staff = _role(tx, STAFF, kind="self", actions=_STAFF_ACTIONS)
    tx.flush()
    administrator = Employee.create(
        company_id=tx.company_id,
        employee_id=tx.new_id(),
        name=called,
        account=account,
        password_hash=password_hash,
        roles=[administrators],
        must_change_password=initial,
    )
    tx.add(administrator)
    tx.flush()
    note(tx, "company_founded", by=None, address=None, detail={"name": name, "administrator": account})
    return Founded(company=company, administrator=administrator, head=head, staff=staff)


def _role(
    tx: Transaction, name: str, *, administrator: bool = False, kind: str = "", actions: tuple[str, ...] = ()
) -> Role:
    functions = {} if administrator else {function: {"kind": kind} for function in FUNCTIONS}
    role = Role(
        company_id=tx.company_id,
        id=tx.new_id(),
        name=name,
        administrator=administrator,
        functions=functions,
        actions=sorted(actions),
        version=1,
    )
    tx.add(role)
    return role
