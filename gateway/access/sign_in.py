"""Signing in, and staying signed in: what is asked before it is known which company asks."""

from dataclasses import dataclass
from typing import NoReturn

from sqlalchemy import delete, or_, select

from gateway.access.errors import OtpRequired, SessionEnded, SignInRefused
from gateway.access.model import LIFETIME, Session
from gateway.access.passwords import fits, hash_password, is_outdated
from gateway.access.refresh import RefreshToken
from gateway.access.second_factor import SecondFactors
from gateway.access.throttle import Throttle, buckets
from gateway.access.tokens import SignedIn
from gateway.audit.log import note
from gateway.organization.model import Employee
from shared.database import Database, Transaction
from shared.logging import get_logger

log = get_logger()


@dataclass(frozen=True, kw_only=True)
class Opened:
    """A session that goes on: whose, by which refresh token, and whether a first password is owed."""

    who: SignedIn
    refresh_token: RefreshToken
    must_change_password: bool


class SignIn:
    """Finds the account in all companies, then works in the one it belongs to."""

    def __init__(self, *, database: Database, system: Database, throttle: Throttle, refresh_key: bytes) -> None:
        self._database = database
        self._system = system
        self._throttle = throttle
        self._refresh_key = refresh_key

    def begin(self, *, account: str, password: str, otp: str | None, device: str, address: str | None) -> Opened:
        """Opens a session.

        :raises SignInRefused: account, password or second factor is wrong, or the employee is disabled
        :raises OtpRequired: all is right but for a second factor  :raises SignInThrottled: too many failures
        """
        tries = buckets(account, address=address)
        self._throttle.take(*tries)
        with self._system.system_transaction() as tx:
            found = tx.session.scalars(select(Employee).where(Employee.account == account)).one_or_none()
        kept = found.password_hash if found and found.enabled else None
        if not fits(password, kept=kept) or found is None:
            self._refuse(found, account=account, address=address)
        try:
            opened = self._open_for(found, password=password, otp=otp, device=device, address=address)
        except OtpRequired:
            self._throttle.give_back(*tries)
            raise
        if opened is None:
            self._refuse(found, account=account, address=address)
        self._throttle.give_back(*tries)
        return opened

    def go_on(self, given: str, *, address: str | None) -> Opened:
        """Turns the refresh token. :raises SessionEnded: signed out, expired, or the token had been used before"""
        token = RefreshToken.read(given)
        with self._database.system_transaction() as tx:
            tx.enter_company(token.company_id)
            session = tx.session.get(Session, (token.company_id, token.session_id), with_for_update=True)
            if session is None:
                raise SessionEnded
            successor = session.take_turn(token, key=self._refresh_key, at=tx.now)
            employee = tx.session.get_one(Employee, (token.company_id, session.employee_id))
            if successor is None:
                note(tx, "session_reused", by=employee.id, address=address, detail={"device": session.device})
        if successor is None or not employee.enabled:
            log.warning("session.ended", session=token.session_id, reused=successor is None)
            raise SessionEnded
        who = SignedIn(company_id=token.company_id, employee_id=employee.id, session_id=session.id)
        return Opened(who=who, refresh_token=successor, must_change_password=employee.must_change_password)

    def _open_for(
        self, found: Employee, *, password: str, otp: str | None, device: str, address: str | None
    ) -> Opened | None:
        """A session, unless the second factor is wrong or the account was just changed.

        :raises OtpRequired: all is right but for a second factor
        """
        fresh = hash_password(password) if is_outdated(found.password_hash) else None
        with self._database.system_transaction() as tx:
            tx.enter_company(found.company_id)
            employee = tx.session.get_one(Employee, (found.company_id, found.id), with_for_update={"key_share": True})
            if employee.password_hash != found.password_hash or not employee.enabled:
                return None
            if not self._passes(tx, employee, otp):
                return None
            employee.password_hash = fresh or employee.password_hash
            token = self._open(tx, employee, device=device, address=address)
        who = SignedIn(company_id=token.company_id, employee_id=employee.id, session_id=token.session_id)
        return Opened(who=who, refresh_token=token, must_change_password=employee.must_change_password)

    def _passes(self, tx: Transaction, employee: Employee, otp: str | None) -> bool:
        """Whether the second factor is off, or right. :raises OtpRequired: it is on, and nothing was given"""
        factors = SecondFactors(tx)
        factor = factors.fetch(employee.id)
        if factor is None or factor.confirmed_at is None:
            return True
        if not otp:
            raise OtpRequired
        return factors.accepts(factor, otp)

    @staticmethod
    def _open(tx: Transaction, employee: Employee, *, device: str, address: str | None) -> RefreshToken:
        over = or_(Session.ended_at.is_not(None), Session.turned_at < tx.now - LIFETIME)
        tx.session.execute(delete(Session).filter_by(company_id=tx.company_id, employee_id=employee.id).where(over))
        token = RefreshToken.first(company_id=tx.company_id, session_id=tx.new_id())
        tx.session.add(Session.begin(token, employee_id=employee.id, device=device, at=tx.now))
        note(tx, "signed_in", by=employee.id, address=address, detail={"device": device[:200]})
        return token

    def _refuse(self, found: Employee | None, *, account: str, address: str | None) -> NoReturn:
        log.warning("sign_in.refused", account_known=found is not None, address=address)
        if found is not None:
            with self._database.system_transaction() as tx:
                tx.enter_company(found.company_id)
                note(tx, "sign_in_refused", by=found.id, address=address, detail={"account": account})
        raise SignInRefused
