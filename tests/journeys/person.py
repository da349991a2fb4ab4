"""A person at the product's address, for journeys: signs in, asks, orders, waits."""

from typing import Any

import requests

from shared.testing.eventually import eventually


class Person:
    """Somebody signed in through the HTTP interface."""

    def __init__(self, url: str, *, account: str, password: str = "kuaiqi-demo") -> None:
        self._base = f"{url}/api/v1"
        self._session = requests.Session()
        tokens = self.order("POST", "/auth/login", {"account": account, "password": password})
        self._session.headers["Authorization"] = f"Bearer {tokens['access_token']}"
        self.employee = self.read("/me")["employee"]

    @property
    def authorization(self) -> str:
        """The header's value, for programs that ask in this person's place."""
        return str(self._session.headers["Authorization"])

    @property
    def cookies(self) -> dict[str, str]:
        """What a browser would keep, to go on with this sign-in."""
        return dict(self._session.cookies.items())

    def ask(self, method: str, path: str, **options: Any) -> requests.Response:
        """The bare answer, whatever its status."""
        return self._session.request(method, self._base + path, timeout=15, **options)

    def read(self, path: str, **query: Any) -> Any:
        answer = self.ask("GET", path, params={name.rstrip("_"): value for name, value in query.items()})
        assert answer.status_code == 200, answer.text
        return answer.json()

    def order(self, method: str, path: str, body: dict[str, Any]) -> Any:
        answer = self.ask(method, path, json=body)
        assert answer.ok, answer.text
        return answer.json() if answer.content else None

    def upload(self, name: str, content: bytes) -> str:
        answer = self.ask("POST", "/files", files={"file": (name, content)})
        assert answer.status_code == 201, answer.text
        return answer.json()["id"]

    def finished(self, job: dict[str, Any], *, within: float = 60) -> dict[str, Any]:
        """The job when it has ended well."""

        def ended() -> dict[str, Any] | None:
            now = self.read(f"/jobs/{job['id']}")
            return now if now["status"] in ("done", "failed") else None

        end = eventually(ended, within=within)
        assert end["status"] == "done", end
        return end

    def all_rows(self, path: str, **query: Any) -> list[Any]:
        """Every item of a list, page by page."""
        items: list[Any] = []
        while True:
            page = self.read(path, page=len(items) // 100 + 1, page_size=100, **query)
            items += page["items"]
            if len(page["items"]) < 100:
                return items
