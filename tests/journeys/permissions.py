"""Who stands in which relation to a customer or an order, and what using each right is over HTTP (C16, O3)."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import psycopg2
import requests

from shared.contracts.permissions import ACTIONS, FUNCTIONS
from shared.testing.live import LiveStack
from tests.journeys.founding import employ, found
from tests.journeys.person import Person


@dataclass(frozen=True)
class Request:
    """What somebody sends to use a right."""

    method: str
    path: str
    body: dict[str, Any] | None = None

    def by(self, who: Person) -> requests.Response:
        return who.ask(self.method, self.path, json=self.body)


Uses = dict[str, Callable[[str], Request]]
"""By right: the request that uses it on the thing with this id."""


class Firm:
    """A company of one's own. Everybody has every action permission, so that the table alone decides; but one."""

    def __init__(self, live_stack: LiveStack) -> None:
        self._database = live_stack.stack.servers.database_url.rpartition("/")[0] + "/kuaiqi_crm"
        _, self.administrator = found(live_stack, name="权限公司")
        ours, theirs = (self._department(name) for name in ("甲部", "乙部"))
        own, below, bare = (
            self._role(kind, actions)
            for kind, actions in (("self", ACTIONS), ("department_and_below", ACTIONS), ("self", {}))
        )

        def employed(department: str, role: str) -> Person:
            return employ(live_stack, self.administrator, department_id=department, role_ids=[role])

        self.owner, self.head = employed(ours, own), employed(ours, below)
        self.participant, self.editor, self.related, self.outsider = (employed(theirs, own) for _ in range(4))
        self.powerless = employed(theirs, bare)

    def arrange(self, statement: str, *values: str) -> None:
        """Straight in the CRM's database, what would take a saga of several services."""
        connection = psycopg2.connect(self._database, connect_timeout=5)
        try:
            with connection, connection.cursor() as cursor:
                cursor.execute(statement, values)
        finally:
            connection.close()

    def person(self, name: str) -> Person:
        found: Person = getattr(self, name)
        return found

    def _department(self, name: str) -> str:
        return str(self.administrator.order("POST", "/departments", {"name": name})["id"])

    def _role(self, kind: str, actions: dict[str, Any]) -> str:
        functions = {name: {"kind": kind} for name in FUNCTIONS}
        draft = {"name": f"{kind} {len(actions)}", "functions": functions, "actions": sorted(actions)}
        return str(self.administrator.order("POST", "/roles", draft)["id"])


def outcome(answer: requests.Response) -> str:
    """ "done", or the code of the broken rule; a refusal among several is one."""
    said = answer.json() if answer.content else {}
    if not answer.ok:
        return str(said["code"])
    return str(said["refused"][0]["code"]) if said.get("refused") else "done"


def plain(answer: requests.Response, thing: str) -> tuple[int, str]:
    """Status and body without what is another each time."""
    said = json.loads(answer.text.replace(thing, "THE-ID"))
    said.pop("request_id", None)
    return answer.status_code, json.dumps(said, sort_keys=True)


def is_like_unknown(who: Person, use: Callable[[str], Request], thing: str) -> bool:
    """Whether the answer says as much as it does of a thing that is not there."""
    nothing = str(uuid4())
    return plain(use(thing).by(who), thing) == plain(use(nothing).by(who), nothing)
