"""`/auth` and `/me`."""

from typing import Any

from flask import Blueprint, Response, jsonify, request
from sqlalchemy import select

from gateway.access.errors import SessionEnded
from gateway.access.model import LIFETIME
from gateway.access.tokens import ACCESS_SECONDS, SignedIn
from gateway.organization.model import Department
from gateway.requests import body, sign_in, signed_in
from gateway.storage import database, tokens
from shared.kernel.errors import Forbidden

access = Blueprint("access", __name__)
_HEADER, _HEADER_VALUE = "X-Requested-With", "kuaiqi"


@access.post("/auth/login")
def login() -> Response:
    """Signs in with account and password (A1)."""
    given = body(required=("account", "password"), optional=("otp",))
    device = request.headers.get("User-Agent", "")
    return _tokens(*sign_in().begin(account=given["account"], password=given["password"], device=device))


@access.post("/auth/refresh")
def refresh() -> Response:
    """A new access token; the refresh token changes with every use."""
    given = (request.get_json(silent=True) or {}).get("refresh_token")
    if given is None:
        if request.headers.get(_HEADER) != _HEADER_VALUE:
            raise Forbidden
        given = request.cookies.get(_cookie_name())
    if not isinstance(given, str):
        raise SessionEnded
    return _tokens(*sign_in().go_on(given))


@access.post("/auth/logout")
def logout() -> Response:
    """Ends this session."""
    sign_in().end(signed_in())
    answer = Response(status=204)
    answer.delete_cookie(_cookie_name(), path="/", secure=request.is_secure, httponly=True)
    return answer


@access.put("/auth/password")
def change_password() -> Response:
    """Sets a new password; all other sessions of the employee end."""
    given = body(required=("old_password", "new_password"))
    sign_in().change_password(signed_in(), old=given["old_password"], new=given["new_password"])
    return Response(status=204)


@access.get("/me")
def me() -> Response:
    """Who I am, and what I may do and see."""
    actor, employee, company = sign_in().actor(signed_in(), language="zh-CN")
    with database().transaction(actor, read_only=True) as tx:
        name = tx.session.scalar(select(Department.name).filter_by(id=employee.department_id))
    department = {"id": employee.department_id, "name": name} if employee.department_id else None
    claims = actor.to_claims()
    answer: dict[str, Any] = {
        "employee": {
            "id": employee.id,
            "name": employee.name,
            "account": employee.account,
            "department": department,
            "job_title": employee.job_title,
        },
        "company": {"id": company.company_id, "name": company.name, "time_zone": company.time_zone},
        "permissions": {name: claims[name] for name in ("administrator", "scopes", "actions")},
        "must_change_password": employee.must_change_password,
    }
    return jsonify(answer)


def _tokens(who: SignedIn, refresh_token: str, must_change_password: bool) -> Response:  # noqa: FBT001  # passed on as it came
    answer = jsonify(
        access_token=tokens().access(who),
        refresh_token=refresh_token,
        token_type="Bearer",  # noqa: S106  # the name of a kind, not a secret
        expires_in=ACCESS_SECONDS,
        must_change_password=must_change_password,
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
