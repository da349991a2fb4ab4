"""Commands that may arrive more than once take effect once: the first answer is kept and given again."""

from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from sqlalchemy import and_, bindparam, func, select, update
from sqlalchemy.dialects.postgresql import insert

from shared.database.tables import commands
from shared.database.transaction import Transaction
from shared.kernel.errors import Conflict

_C = commands.c
_THIS = and_(*(each == bindparam(f"this_{each.name}") for each in (_C.company_id, _C.employee_id, _C.id)))
_CLAIM = (
    insert(commands).on_conflict_do_nothing().returning(func.transaction_timestamp()).execution_options(prepared=True)
)
_KEPT = select(_C.fingerprint, _C.answer).where(_THIS)
_STORE = update(commands).where(_THIS).values(answer=bindparam("given")).execution_options(deferred=True)


class KeyReused(Conflict):
    """The same idempotency key came with another body."""

    code = "idempotency.key_reused"
    messages = {
        "zh-CN": "同一个 Idempotency-Key 不能用于不同的内容",
        "en": "This Idempotency-Key was used for another request",
    }


@dataclass(frozen=True)
class Command:
    """One intended change: `id` comes from the caller, the fingerprint from method and arguments."""

    id: str
    fingerprint: bytes

    @classmethod
    def of(cls, command_id: str, *, method: str, body: bytes) -> "Command":
        return cls(command_id, sha256(method.encode() + b"\0" + body).digest())


def claim(tx: Transaction, command: Command) -> bytes | None:
    """The answer given before, or None when this is the first time; waits for a twin that is under way.

    :raises KeyReused: the id was used for something else
    """
    key = {"company_id": tx.company_id, "employee_id": tx.actor.employee_id, "id": command.id}
    moment = tx.connection.scalar(_CLAIM, key | {"fingerprint": command.fingerprint})
    if moment is not None:
        tx.at(moment)
        return None
    kept = tx.connection.execute(_KEPT, _this(tx, command)).one()
    if bytes(kept.fingerprint) != command.fingerprint:
        raise KeyReused
    return bytes(kept.answer)


def store(tx: Transaction, command: Command, *, answer: bytes) -> None:
    """Keeps the answer beside the change it tells of."""
    tx.connection.execute(_STORE, _this(tx, command) | {"given": answer})


def _this(tx: Transaction, command: Command) -> dict[str, Any]:
    return {"this_company_id": tx.company_id, "this_employee_id": tx.actor.employee_id, "this_id": command.id}
