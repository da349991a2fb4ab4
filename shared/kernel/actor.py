"""Who is acting, and what they may do and see (A3, finer rules: Rights)."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Literal, Self, TypedDict

ScopeKind = Literal["self", "departments", "company"]


class Person(TypedDict):
    """An employee as they were at the moment of an event."""

    id: str
    name: str
    department_id: str | None


@dataclass(frozen=True)
class Scope:
    """Whose records a function shows: one's own, those of departments, or the company's.

    One's own records always count. Several roles make a union, so beside the widest kind the departments are spelled
    out: `department_ids` count alone, `below_ids` count with all departments below them.
    """

    kind: ScopeKind
    department_ids: tuple[str, ...] = ()
    below_ids: tuple[str, ...] = ()


@dataclass(frozen=True)
class Actor:
    """The signed-in employee, as the gateway vouches for them; travels signed with every call."""

    company_id: str
    employee_id: str
    name: str
    department_id: str | None
    administrator: bool = False
    scopes: Mapping[str, Scope] = field(default_factory=dict)
    actions: frozenset[str] = frozenset()
    language: str = "zh-CN"
    time_zone: str = "Asia/Shanghai"

    def may_use(self, function: str) -> bool:
        """Whether the function is switched on for this actor."""
        return self.administrator or function in self.scopes

    def may(self, action: str) -> bool:
        """Whether the actor holds the action permission."""
        return self.administrator or action in self.actions

    def scope_of(self, function: str) -> Scope:
        """How far the actor sees in a function; an administrator sees the company."""
        if self.administrator:
            return Scope("company")
        return self.scopes.get(function, Scope("self"))

    def as_person(self) -> Person:
        return {"id": self.employee_id, "name": self.name, "department_id": self.department_id}

    def to_claims(self) -> dict[str, Any]:
        """JSON-ready form for the context token."""
        return asdict(self) | {
            "actions": sorted(self.actions),
            "scopes": {name: asdict(scope) for name, scope in self.scopes.items()},
        }

    @classmethod
    def from_claims(cls, claims: Mapping[str, Any]) -> Self:
        """The inverse of `to_claims`; claims it does not know are left aside."""
        known = {name: claims[name] for name in cls.__dataclass_fields__ if name in claims}
        scopes = {
            name: Scope(scope["kind"], tuple(scope["department_ids"]), tuple(scope["below_ids"]))
            for name, scope in known.get("scopes", {}).items()
        }
        return cls(**known | {"scopes": scopes, "actions": frozenset(known.get("actions", ()))})
