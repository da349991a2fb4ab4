"""Signing in, staying signed in, signing out."""

from datetime import timedelta

from sqlalchemy import delete, select, text

from gateway.access.errors import SessionEnded, SignInRefused, SignInThrottled
from gateway.access.model import Session
from gateway.access.passwords import check_strength, fits, hash_password
from gateway.access.tokens import SignedIn, Tokens
from gateway.organization.model import Company, Employee, EmployeeRole, Role
from gateway.organization.rights import union_of_scopes
from shared.database import Database
from shared.kernel.actor import Actor
from shared.kernel.errors import Invalid, Unauthenticated

MAX_FAILURES, PAUSE = 5, timedelta(minutes=5)
_FAILED = text(
    "insert into sign_in_failures as f (account, failures, first_at) values (:account, 1, now()) "
    "on conflict (account) do update set "
    "failures = case when f.first_at < now() - :pause then 1 else f.failures + 1 end, "
    "first_at = case when f.first_at < now() - :pause then now() else f.first_at end"
)
_FAILURES = text(
    "select extract(epoch from first_at + :pause - now())::int from sign_in_failures "
    "where account = :account and failures >= :most and first_at >= now() - :pause"
)


class SignIn:
    """What the sign-in screen and every signed-in request ask; works across companies until it knows which."""

    def __init__(self, *, database: Database, system: Database, tokens: Tokens) -> None:
        self._database = database
        self._system = system
        self._tokens = tokens

    def begin(self, *, account: str, password: str, device: str) -> tuple[SignedIn, str, bool]:
        """Who it is, their refresh token, and whether the password must be changed.

        :raises SignInRefused: account or password is wrong  :raises SignInThrottled: after five failures in 5 minutes
        """
        self._check_throttle(account)
        with self._system.system_transaction() as tx:
            found = tx.session.scalars(select(Employee).where(Employee.account == account)).one_or_none()
        if not fits(password, kept=found.password_hash if found and found.enabled else None) or found is None:
            self._count_failure(account)
            raise SignInRefused
        with self._database.system_transaction() as tx:
            tx.enter_company(found.company_id)
            session = Session(
                company_id=found.company_id,
                id=tx.new_id(),
                employee_id=found.id,
                device=device[:200],
                turn=0,
                turned_at=tx.now,
                started_at=tx.now,
            )
            tx.session.add(session)
            tx.session.execute(text("delete from sign_in_failures where account = :account"), {"account": account})
        who = SignedIn(company_id=found.company_id, employee_id=found.id, session_id=session.id)
        return who, self._tokens.refresh(session.id, turn=0), found.must_change_password

    def go_on(self, refresh_token: str) -> tuple[SignedIn, str, bool]:
        """:raises SessionEnded: signed out, expired, or the token had been used before"""
        session_id, turn = self._tokens.read_refresh(refresh_token)
        with self._system.system_transaction() as tx:
            company_id = tx.session.scalar(select(Session.company_id).where(Session.id == session_id))
        if company_id is None:
            raise SessionEnded
        with self._database.system_transaction() as tx:
            tx.enter_company(company_id)
            session = tx.session.scalars(select(Session).filter_by(id=session_id).with_for_update()).one()
            goes_on = session.take_turn(turn, at=tx.now)
            employee = tx.session.get_one(Employee, (company_id, session.employee_id))
        if not goes_on or not employee.enabled:
            raise SessionEnded
        who = SignedIn(company_id=company_id, employee_id=employee.id, session_id=session_id)
        return who, self._tokens.refresh(session_id, turn=session.turn), employee.must_change_password

    def end(self, who: SignedIn) -> None:
        """Signs this session out, at once."""
        with self._database.system_transaction() as tx:
            tx.enter_company(who.company_id)
            session = tx.session.get(Session, (who.company_id, who.session_id))
            if session is not None and session.ended_at is None:
                session.ended_at = tx.now

    def change_password(self, who: SignedIn, *, old: str, new: str) -> None:
        """Sets a new password and signs all other sessions out.

        :raises Invalid: the old one is wrong  :raises PasswordTooWeak: the new one
        """
        with self._database.system_transaction() as tx:
            tx.enter_company(who.company_id)
            employee = tx.session.get_one(Employee, (who.company_id, who.employee_id), with_for_update=True)
            if not fits(old, kept=employee.password_hash):
                raise Invalid(errors={"old_password": ["Not the present password."]})
            check_strength(new, old=old)
            employee.password_hash, employee.must_change_password = hash_password(new), False
            tx.session.execute(
                delete(Session).where(Session.employee_id == who.employee_id, Session.id != who.session_id)
            )

    def actor(self, who: SignedIn, *, language: str) -> tuple[Actor, Employee, Company]:
        """The actor as of now: an ended session or a disabled employee is out at once.

        :raises Unauthenticated: the session ended or the employee was disabled
        """
        with self._database.system_transaction() as tx:
            tx.enter_company(who.company_id)
            row = tx.session.execute(
                select(Employee, Company)
                .join(Company, Company.company_id == Employee.company_id)
                .join(Session, (Session.company_id == Employee.company_id) & (Session.employee_id == Employee.id))
                .where(Employee.id == who.employee_id, Employee.enabled)
                .where(Session.id == who.session_id, Session.ended_at.is_(None))
            ).one_or_none()
            if row is None:
                raise Unauthenticated
            employee, company = row.tuple()
            roles = tx.session.scalars(
                select(Role)
                .join(EmployeeRole, (EmployeeRole.company_id == Role.company_id) & (EmployeeRole.role_id == Role.id))
                .where(EmployeeRole.employee_id == employee.id)
            ).all()
        actor = Actor(
            company_id=company.company_id,
            employee_id=employee.id,
            name=employee.name,
            department_id=employee.department_id,
            administrator=any(role.administrator for role in roles),
            scopes=union_of_scopes((role.functions for role in roles), department_id=employee.department_id),
            actions=frozenset(action for role in roles for action in role.actions),
            language=language,
            time_zone=company.time_zone,
        )
        return actor, employee, company

    def _check_throttle(self, account: str) -> None:
        with self._system.system_transaction() as tx:
            wait = tx.session.scalar(_FAILURES, {"account": account, "most": MAX_FAILURES, "pause": PAUSE})
        if wait is not None:
            raise SignInThrottled(retry_after=max(wait, 1))

    def _count_failure(self, account: str) -> None:
        with self._system.system_transaction() as tx:
            tx.session.execute(_FAILED, {"account": account, "pause": PAUSE})
