"""`/auth` and `/me`."""

from typing import Any

from flask import Blueprint, Response, request
from sqlalchemy import select

from gateway.access import schemas
from gateway.access.errors import SessionEnded
from gateway.access.model import LIFETIME
from gateway.access.tokens import ACCESS_SECONDS, SignedIn
from gateway.interface import described
from gateway.organization.model import Company, Department, Employee
from gateway.requests import json_response, sign_in, signed_in
from gateway.storage import tokens
from shared.database import Transaction
from shared.kernel.errors import Forbidden

access = Blueprint("access", __name__)
_HEADER, _HEADER_VALUE = "X-Requested-With", "kuaiqi"


@access.post("/auth/login")
@described(takes=schemas.Login, answers=schemas.Tokens, signed_in=False)
def login(*, account: str, password: str, otp: str | None) -> Response:  # noqa: ARG001  # second factor
    """Sign in with account and password (A1)."""
    device = request.headers.get("User-Agent", "")
    return _tokens(*sign_in().begin(account=account, password=password, device=device))


@access.post("/auth/refresh")
@described(takes=schemas.Refresh, answers=schemas.Tokens, signed_in=False)
def refresh(*, refresh_token: str | None) -> Response:
    """A new access token; the refresh token changes with every use."""
    if refresh_token is None:
        if request.headers.get(_HEADER) != _HEADER_VALUE:
            raise Forbidden
        refresh_token = request.cookies.get(_cookie_name())
    if refresh_token is None:
        raise SessionEnded
    return _tokens(*sign_in().go_on(refresh_token))


@access.post("/auth/logout")
@described(status=204, owing_password=True)
def logout(tx: Transaction) -> Response:  # noqa: ARG001  # its own transaction
    """End this session."""
    sign_in().end(signed_in())
    answer = Response(status=204)
    answer.delete_cookie(_cookie_name(), path="/", secure=request.is_secure, httponly=True)
    return answer


@access.put("/auth/password")
@described(takes=schemas.PasswordChange, status=204, owing_password=True)
def change_password(tx: Transaction, *, old_password: str, new_password: str) -> None:  # noqa: ARG001  # its own transaction
    """Set a new password; all other sessions of the employee end."""
    sign_in().change_password(signed_in(), old=old_password, new=new_password)


@access.get("/me")
@described(answers=schemas.Me, owing_password=True)
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
            "job_title": employee.job_title,
        },
        "company": {"id": company.company_id, "name": company.name, "time_zone": company.time_zone},
        "permissions": {name: claims[name] for name in ("administrator", "scopes", "actions")},
        "switches": {},
        "must_change_password": employee.must_change_password,
    }


def _tokens(who: SignedIn, refresh_token: str, must_change_password: bool) -> Response:  # noqa: FBT001  # passed on as it came
    answer = json_response(
        {
            "access_token": tokens().access(who),
            "refresh_token": refresh_token,
            "token_type": "Bearer",
            "expires_in": ACCESS_SECONDS,
            "must_change_password": must_change_password,
        }
    )
    answer.set_cookie(
        _cookie_name(),
        refresh_token,
        max_age=int(LIFETIME.total_seconds()),
        path="/",
        secure=request.is_secure,
        httponly=True,
        samesite="Strict",
    )
    return answer


def _cookie_name() -> str:
    """Browsers take the stricter name over https alone."""
    return "__Host-kuaiqi-refresh" if request.is_secure else "kuaiqi-refresh"
