"""Writing to the audit log."""

from typing import Any, Literal

from sqlalchemy import Column, DateTime, MetaData, Table, Text, insert
from sqlalchemy.dialects.postgresql import JSONB

from shared.database import Id, Transaction
from shared.kernel.actor import Actor

Kind = Literal[
    "signed_in", "sign_in_refused", "session_reused", "device_signed_out", "password_changed", "password_reset",
    "second_factor_on", "second_factor_off", "second_factor_reset",
    "company_founded", "company_changed", "department_created", "department_changed", "department_deleted",
    "employee_created", "employee_changed", "employee_disabled", "employee_enabled",
    "role_created", "role_changed", "role_deleted",
    "import_started", "export_started", "customers_purged", "reports_rebuilt",
]  # fmt: skip

audit_log = Table(
    "audit_log",
    MetaData(),
    Column("company_id", Id, primary_key=True),
    Column("id", Id, primary_key=True),
    Column("at", DateTime(timezone=True), nullable=False),
    Column("kind", Text, nullable=False),
    Column("employee_id", Id),
    Column("detail", JSONB, nullable=False),
    Column("address", Text),
)


def note(
    tx: Transaction, kind: Kind, *, by: Actor | str | None, address: str | None, detail: dict[str, Any] | None = None
) -> None:
    """Adds a line about `by`: the actor, or an employee's id, or nobody known."""
    tx.session.execute(
        insert(audit_log).values(
            company_id=tx.company_id,
            id=tx.new_id(),
            at=tx.now,
            kind=kind,
            employee_id=by.employee_id if isinstance(by, Actor) else by,
            detail=detail or {},
            address=address,
        )
    )
