"""Somebody signed in, for benchmarks."""

import time
from typing import Any

import requests


class Signed:
    """An employee of the demo company, at the interface."""

    def __init__(self, url: str, *, account: str) -> None:
        self.url = f"{url}/api/v1"
        self._session = requests.Session()
        tokens = self.order("POST", "/auth/login", {"account": account, "password": "kuaiqi-demo"})
        self.headers = {"Authorization": f"Bearer {tokens['access_token']}"}
        self._session.headers.update(self.headers)

    def read(self, path: str, **query: Any) -> Any:
        answer = self._session.get(self.url + path, params=query, timeout=60)
        answer.raise_for_status()
        return answer.json()

    def order(self, method: str, path: str, body: dict[str, Any]) -> Any:
        answer = self._session.request(method, self.url + path, json=body, timeout=60)
        answer.raise_for_status()
        return answer.json()

    def upload(self, name: str, content: bytes) -> str:
        answer = self._session.post(f"{self.url}/files", files={"file": (name, content)}, timeout=60)
        answer.raise_for_status()
        file_id: str = answer.json()["id"]
        return file_id

    def finished(self, job: dict[str, Any], *, within: float = 300) -> dict[str, Any]:
        """The job when it has ended.

        :raises TimeoutError: it goes on for longer
        """
        until = time.monotonic() + within
        while time.monotonic() < until:
            now: dict[str, Any] = self.read(f"/jobs/{job['id']}")
            if now["status"] in {"done", "failed"}:
                return now
            time.sleep(0.1)
        raise TimeoutError(f"job {job['id']} goes on for more than {within} s")
