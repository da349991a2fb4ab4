"""Commands that may arrive more than once take effect once: the first answer is kept and given again."""

from dataclasses import dataclass
from hashlib import sha256

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert

from shared.database.tables import commands
from shared.database.transaction import Transaction
from shared.kernel.errors import Conflict


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
    fresh = insert(commands).values(**key, fingerprint=command.fingerprint).on_conflict_do_nothing()
    if tx.session.execute(fresh.returning(commands.c.id)).first():
        return None
    kept = tx.session.execute(select(commands.c.fingerprint, commands.c.answer).filter_by(**key)).one()
    if bytes(kept.fingerprint) != command.fingerprint:
        raise KeyReused
    return bytes(kept.answer)


def store(tx: Transaction, command: Command, *, answer: bytes) -> None:
    """Keeps the answer beside the change it tells of."""
    tx.session.execute(
        update(commands)
        .filter_by(company_id=tx.company_id, employee_id=tx.actor.employee_id, id=command.id)
        .values(answer=answer)
    )
