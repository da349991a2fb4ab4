"""One employee at the interface, who repeats each change with its key until it is answered."""

import random
from collections.abc import Callable
from threading import Event
from typing import Any
from uuid import UUID

import requests

from tests.chaos.journal import Change, Journal

_PATIENCE, _PAUSE = 240, 0.25
_REPEAT = {429, 500, 502, 503, 504}


def _own_id(answer: Any) -> list[str]:
    return [answer["id"]]


class Caller:
    """Signs in, reads, changes; what was wanted and answered is in the journal."""

    def __init__(self, url: str, *, account: str, journal: Journal, chance: random.Random) -> None:
        self._base = f"{url}/api/v1"
        self._account = account
        self._journal = journal
        self._chance = chance
        self._token = ""
        self._never = Event()

    def change(
        self,
        verb: str,
        path: str,
        body: dict[str, Any],
        *,
        method: str = "POST",
        effect: Callable[[Any], list[str]] = _own_id,
    ) -> Any:
        """The answer in the end; None when the patience ended first, which the checks then tell of.

        `effect` says of an answer what the change took effect on.
        """
        change = self._journal.note(Change(self.new_key(), verb))
        for _ in range(_PATIENCE):
            answer = self._ask(method, path, json=body, headers={"Idempotency-Key": change.key})
            if answer is not None:
                said = answer.json() if answer.content else None
                change.answered, change.done = True, effect(said)
                return said
            self._never.wait(_PAUSE)
        return None

    def read(self, path: str, **query: Any) -> Any:
        """None where nobody answers now."""
        answer = self._ask("GET", path, params=query)
        return None if answer is None else answer.json()

    def new_key(self) -> str:
        return str(UUID(int=self._chance.getrandbits(128)))

    def sign_in(self) -> None:
        for _ in range(_PATIENCE):
            answer = self._send("POST", "/auth/login", json={"account": self._account, "password": "kuaiqi-demo"})
            if answer is not None and answer.ok:
                self._token = answer.json()["access_token"]
                return
            self._never.wait(_PAUSE)
        raise TimeoutError(f"{self._account} could not sign in")

    def _ask(self, method: str, path: str, **options: Any) -> requests.Response | None:
        """None where nobody answered for good."""
        answer = self._send(method, path, **options)
        if answer is not None and answer.status_code == 401:
            self.sign_in()
            return None
        if answer is None or answer.status_code in _REPEAT:
            return None
        assert answer.ok, f"{method} {path}: {answer.status_code} {answer.text}"
        return answer

    def _send(
        self, method: str, path: str, *, headers: dict[str, str] | None = None, **options: Any
    ) -> requests.Response | None:
        signed = {"Authorization": f"Bearer {self._token}"} | (headers or {})
        try:
            answer = requests.request(method, self._base + path, headers=signed, timeout=8, **options)
        except requests.RequestException as error:
            self._journal.troubles[type(error).__name__] += 1
            return None
        if not answer.ok:
            self._journal.troubles[f"{answer.status_code} {answer.json().get('code')}"] += 1
        return answer
