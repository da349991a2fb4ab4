"""`/auth` and `/me`."""

from typing import Any
from urllib.parse import urlsplit

from flask import Blueprint, Response, current_app, request
from sqlalchemy import select

from gateway.access import schemas
from gateway.access.errors import SessionEnded
from gateway.access.model import LIFETIME
from gateway.access.passwords import check_strength, fits, hash_password
from gateway.access.second_factor import SecondFactors
from gateway.access.sessions import end_session, end_sessions, list_devices
from gateway.access.sign_in import Opened, SignIn
from gateway.access.throttle import Throttle, buckets
from gateway.access.tokens import ACCESS_SECONDS
from gateway.audit.log import note
from gateway.interface import described
from gateway.organization.model import Company, Department, Employee
from gateway.requests import address, json_response, signed_in
from gateway.schemas import list_of
from gateway.storage import tokens
from shared.database import Transaction
from shared.kernel.errors import Forbidden, Invalid

access = Blueprint("access", __name__)
_HEADER, _HEADER_VALUE = "X-Requested-With", "kuaiqi"


@access.post("/auth/login")
@described(takes=schemas.Login, answers=schemas.Tokens, signed_in=False)
def login(*, account: str, password: str, otp: str | None) -> Response:
    """Sign in with account and password, and a second factor where one is on (A1)."""
    device = request.headers.get("User-Agent", "")
    return _tokens(_sign_in().begin(account=account, password=password, otp=otp, device=device, address=address()))


@access.post("/auth/refresh")
@described(takes=schemas.Refresh, answers=schemas.Tokens, signed_in=False)
def refresh(*, refresh_token: str | None) -> Response:
    """A new access token; the refresh token changes with every use. A browser sends it as its cookie."""
    if refresh_token is None:
        _check_own_page()
        refresh_token = request.cookies.get(_cookie_name())
    if refresh_token is None:
        raise SessionEnded
    return _tokens(_sign_in().go_on(refresh_token, address=address()))


@access.post("/auth/logout")
@described(status=204, owing=True)
def logout(tx: Transaction) -> Response:
    """End this session."""
    end_session(tx, signed_in().session_id)
    answer = Response(status=204)
    answer.delete_cookie(_cookie_name(), path="/", secure=request.is_secure, httponly=True)
    return answer


@access.put("/auth/password")
@described(takes=schemas.PasswordChange, status=204, owing=True)
def change_password(tx: Transaction, *, old_password: str, new_password: str) -> None:
    """Set a new password; all other sessions of the employee end."""
    employee = _myself(tx, password=old_password, field="old_password")
    check_strength(new_password, old=old_password)
    employee.set_password(hash_password(new_password), initial=False)
    end_sessions(tx, employee.id, but=signed_in().session_id)
    note(tx, "password_changed", by=tx.actor, address=address())


@access.get("/auth/devices")
@described(answers=list_of(schemas.Device), owing=True)
def list_my_devices(tx: Transaction) -> dict[str, Any]:
    """Where I am signed in."""
    return list_devices(tx, current=signed_in().session_id)


@access.delete("/auth/devices/<device_id>")
@described(status=204, owing=True)
def sign_device_out(tx: Transaction, *, device_id: str) -> None:
    """Sign one of my devices out, at once."""
    end_session(tx, device_id)
    note(tx, "device_signed_out", by=tx.actor, address=address(), detail={"id": device_id})


@access.post("/auth/otp")
@described(answers=schemas.OtpSecret, owing=True, secret=True)
def begin_otp(tx: Transaction) -> dict[str, str]:
    """A secret for an authenticator app; asked for at sign-in only after it was confirmed."""
    employee = tx.session.get_one(Employee, (tx.company_id, tx.actor.employee_id))
    return SecondFactors(tx).begin(employee.id, account=employee.account)


@access.post("/auth/otp/confirm")
@described(takes=schemas.OtpCode, answers=schemas.RecoveryCodes, owing=True, secret=True)
def confirm_otp(tx: Transaction, *, otp: str) -> dict[str, list[str]]:
    """Switch the second factor on; the recovery codes are shown this once."""
    tries = buckets(f"otp:{tx.actor.employee_id}", address=None)
    _throttle().take(*tries)
    codes = SecondFactors(tx).confirm(tx.actor.employee_id, otp)
    _throttle().give_back(*tries)
    note(tx, "second_factor_on", by=tx.actor, address=address())
    return {"recovery_codes": codes}


@access.delete("/auth/otp")
@described(takes=schemas.Password, status=204, owing=True)
def switch_otp_off(tx: Transaction, *, password: str) -> None:
    """Switch the second factor off."""
    employee = _myself(tx, password=password, field="password")
    if SecondFactors(tx).remove(employee.id):
        note(tx, "second_factor_off", by=tx.actor, address=address())


@access.get("/me")
@described(answers=schemas.Me, owing=True)
def me(tx: Transaction) -> dict[str, Any]:
    """Who I am, and what I may do and see."""
    actor = tx.actor
    employee = tx.session.get_one(Employee, (actor.company_id, actor.employee_id))
    company = tx.session.get_one(Company, actor.company_id)
    name = tx.session.scalar(select(Department.name).filter_by(id=employee.department_id))
    department = {"id": employee.department_id, "name": name} if employee.department_id else None
    claims = actor.to_claims()
    return {
        "employee": {
            "id": employee.id,
            "name": employee.name,
            "account": employee.account,
            "department": department,
            "job_title": employee.job_title.name if employee.job_title else None,
        },
        "company": {"id": company.company_id, "name": company.name, "time_zone": company.time_zone},
        "permissions": {name: claims[name] for name in ("administrator", "scopes", "actions")},
        "switches": {},
        "must_change_password": employee.must_change_password,
        "second_factor": SecondFactors(tx).is_on(employee.id),
    }


def _myself(tx: Transaction, *, password: str, field: str) -> Employee:
    """The actor's own row, locked. :raises Invalid: not their password  :raises SignInThrottled: too often so"""
    employee = tx.session.get_one(Employee, (tx.company_id, tx.actor.employee_id), with_for_update=True)
    tries = buckets(employee.account, address=address())
    _throttle().take(*tries)
    if not fits(password, kept=employee.password_hash):
        raise Invalid(errors={field: ["Not the present password."]})
    _throttle().give_back(*tries)
    return employee


def _tokens(opened: Opened) -> Response:
    answer = json_response(
        {
            "access_token": tokens().access(opened.who),
            "refresh_token": str(opened.refresh_token),
            "token_type": "Bearer",
            "expires_in": ACCESS_SECONDS,
            "must_change_password": opened.must_change_password,
        }
    )
    answer.set_cookie(
        _cookie_name(),
        str(opened.refresh_token),
        max_age=int(LIFETIME.total_seconds()),
        path="/",
        secure=request.is_secure,
        httponly=True,
        samesite="Strict",
    )
    return answer


def _check_own_page() -> None:
    """A cookie counts only from a page of this very address. :raises Forbidden: from elsewhere"""
    origin = request.headers.get("Origin")
    if request.headers.get(_HEADER) != _HEADER_VALUE or origin is None or urlsplit(origin).netloc != request.host:
        raise Forbidden


def _cookie_name() -> str:
    """Browsers take the stricter name over https alone."""
    return "__Host-kuaiqi-refresh" if request.is_secure else "kuaiqi-refresh"


def _sign_in() -> SignIn:
    found: SignIn = current_app.extensions["sign_in"]
    return found


def _throttle() -> Throttle:
    found: Throttle = current_app.extensions["throttle"]
    return found
