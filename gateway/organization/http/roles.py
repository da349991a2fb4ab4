"""`/roles` and `/permissions`."""

from typing import Any

from flask import Blueprint

from gateway.audit.log import Kind, note
from gateway.interface import described
from gateway.organization import queries, schemas
from gateway.organization.model import Role
from gateway.organization.repository import Organization
from gateway.requests import address
from gateway.schemas import list_of
from shared.database import Transaction

roles = Blueprint("roles", __name__)
_MANAGES = "manage_roles"
Answer = dict[str, Any]


@roles.get("/permissions")
@described(answers=schemas.Permissions)
def list_permissions(tx: Transaction) -> Answer:
    """Everything a role can switch on, in the caller's language."""
    return queries.list_permissions(tx.actor.language)


@roles.get("/roles")
@described(answers=list_of(schemas.Role), needs_action=queries.MANAGES)
def list_roles(tx: Transaction) -> Answer:
    """The administrators' role first, then by name."""
    return queries.list_roles(tx)


@roles.post("/roles")
@described(takes=schemas.RoleDraft, answers=schemas.Role, status=201, needs_action=_MANAGES)
def create_role(tx: Transaction, *, name: str, functions: Answer, actions: list[str]) -> Answer:
    """Create a role: functions with a scope, and actions."""
    organization = Organization(tx)
    organization.company()
    role = Role(company_id=tx.company_id, id=tx.new_id(), administrator=False, version=0)
    role.change(name=name, functions=organization.scopes(functions), actions=actions)
    tx.session.add(role)
    organization.write()
    _note(tx, "role_created", role, after=role.described())
    return queries.get_role(tx, role.id)


@roles.patch("/roles/<role_id>")
@described(takes=schemas.RoleChange, answers=schemas.Role, needs_action=_MANAGES)
def change_role(
    tx: Transaction,
    *,
    role_id: str,
    version: int,
    name: str | None = None,
    functions: Answer | None = None,
    actions: list[str] | None = None,
) -> Answer:
    """Change a role; whoever has it acts by the new rights from the next request on."""
    organization = Organization(tx)
    role = organization.role(role_id)
    role.expect_version(version)
    before = role.described()
    role.change(
        name=name or role.name,
        functions=role.functions if functions is None else organization.scopes(functions),
        actions=role.actions if actions is None else actions,
    )
    organization.write()
    _note(tx, "role_changed", role, before=before, after=role.described())
    return queries.get_role(tx, role_id)


@roles.delete("/roles/<role_id>")
@described(status=204, needs_action=_MANAGES)
def delete_role(tx: Transaction, *, role_id: str) -> None:
    """Remove a role that nobody has."""
    organization = Organization(tx)
    role = organization.role(role_id)
    role.check_deletable(in_use=organization.in_use(role))
    _note(tx, "role_deleted", role, before=role.described())
    tx.session.delete(role)


def _note(tx: Transaction, kind: Kind, role: Role, **detail: Any) -> None:
    note(tx, kind, by=tx.actor, address=address(), detail={"id": role.id, "name": role.name} | detail)
