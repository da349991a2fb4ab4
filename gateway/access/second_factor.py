"""The second factor: codes from an authenticator app, each good once, and recovery codes for its loss."""

import hmac
import secrets
from datetime import datetime
from hashlib import sha256

import pyotp
from sqlalchemy import BigInteger, Column, DateTime, LargeBinary, MetaData, Table, delete, insert
from sqlalchemy.orm import Mapped, mapped_column

from gateway.access.errors import OtpAlreadyOn, OtpNotBegun, OtpWrong
from gateway.db import Base
from shared.database import Id, Transaction

_STEP_SECONDS = 30
_DRIFT = (0, -1, 1)  # clocks differ, fingers are slow
_RECOVERY_CODES, _RECOVERY_BYTES = 10, 10
_ISSUER = "KuaiQi"

recovery_codes = Table(
    "recovery_codes",
    MetaData(),
    Column("company_id", Id, primary_key=True),
    Column("employee_id", Id, primary_key=True),
    Column("hash", LargeBinary, primary_key=True),
)


class SecondFactor(Base):
    """An employee's shared secret with their app; asked for from the moment it was confirmed."""

    __tablename__ = "second_factors"
    company_id: Mapped[str] = mapped_column(Id, primary_key=True)
    employee_id: Mapped[str] = mapped_column(Id, primary_key=True)
    secret: Mapped[str]
    confirmed_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    last_step: Mapped[int] = mapped_column(BigInteger, default=0)

    def accept(self, otp: str, *, at: datetime) -> bool:
        """Whether this code is right now and has not been used; uses it up."""
        totp = pyotp.TOTP(self.secret)
        now = int(at.timestamp()) // _STEP_SECONDS
        for step in (now + drift for drift in _DRIFT):
            if step > self.last_step and hmac.compare_digest(totp.generate_otp(step).encode(), otp.encode()):
                self.last_step = step
                return True
        return False

    def confirm(self, otp: str, *, at: datetime) -> None:
        """Switches it on. :raises OtpAlreadyOn: it is on  :raises OtpWrong: the app shows another code"""
        if self.confirmed_at is not None:
            raise OtpAlreadyOn
        if not self.accept(otp, at=at):
            raise OtpWrong
        self.confirmed_at = at


class SecondFactors:
    """The second factors of the transaction's company."""

    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    def fetch(self, employee_id: str) -> SecondFactor | None:
        """Locked, so that a code is used once also by two at once."""
        return self._tx.session.get(SecondFactor, (self._tx.company_id, employee_id), with_for_update=True)

    def is_on(self, employee_id: str) -> bool:
        """Whether signing in asks for a code."""
        factor = self._tx.session.get(SecondFactor, (self._tx.company_id, employee_id))
        return factor is not None and factor.confirmed_at is not None

    def begin(self, employee_id: str, *, account: str) -> dict[str, str]:
        """A new secret, not yet asked for: {"secret", "uri"}. :raises OtpAlreadyOn: switch it off first"""
        factor = self.fetch(employee_id)
        if factor is None:
            factor = SecondFactor(company_id=self._tx.company_id, employee_id=employee_id, last_step=0)
            self._tx.session.add(factor)
        elif factor.confirmed_at is not None:
            raise OtpAlreadyOn
        factor.secret = pyotp.random_base32()
        uri = pyotp.TOTP(factor.secret).provisioning_uri(name=account, issuer_name=_ISSUER)
        return {"secret": factor.secret, "uri": uri}

    def confirm(self, employee_id: str, otp: str) -> list[str]:
        """The recovery codes, shown this once. :raises OtpNotBegun: there is no secret  :raises OtpWrong:"""
        factor = self.fetch(employee_id)
        if factor is None:
            raise OtpNotBegun
        factor.confirm(otp, at=self._tx.now)
        codes = [_recovery_code() for _ in range(_RECOVERY_CODES)]
        key = {"company_id": self._tx.company_id, "employee_id": employee_id}
        self._tx.session.execute(delete(recovery_codes).filter_by(**key))
        self._tx.session.execute(insert(recovery_codes), [{**key, "hash": _hash(code)} for code in codes])
        return codes

    def accepts(self, factor: SecondFactor, given: str) -> bool:
        """Whether it is the app's code or a recovery code, neither used before."""
        if factor.accept(given.replace(" ", ""), at=self._tx.now):
            return True
        key = {"company_id": self._tx.company_id, "employee_id": factor.employee_id, "hash": _hash(given)}
        used = delete(recovery_codes).filter_by(**key).returning(recovery_codes.c.hash)
        return self._tx.session.execute(used).first() is not None

    def remove(self, employee_id: str) -> bool:
        """Switches it off; whether it was on."""
        factor = self.fetch(employee_id)
        if factor is None:
            return False
        key = {"company_id": self._tx.company_id, "employee_id": employee_id}
        self._tx.session.execute(delete(recovery_codes).filter_by(**key))
        self._tx.session.delete(factor)
        return factor.confirmed_at is not None


def _recovery_code() -> str:
    code = secrets.token_hex(_RECOVERY_BYTES)
    return "-".join(code[at : at + 5] for at in range(0, len(code), 5))


def _hash(code: str) -> bytes:
    return sha256("".join(each for each in code.lower() if each.isalnum()).encode()).digest()
