"""Signing in, staying signed in, and being out at once."""

from uuid import uuid4

import pytest
import requests

from shared.testing.live import LiveStack

ACCOUNT = "13800000003"


@pytest.fixture
def api(live_stack: LiveStack) -> str:
    return f"{live_stack.url}/api/v1"


def sign_in(api: str, *, account: str = ACCOUNT, password: str = "kuaiqi-demo") -> requests.Response:
    return requests.post(f"{api}/auth/login", json={"account": account, "password": password}, timeout=10)


def refresh(api: str, token: str) -> requests.Response:
    return requests.post(f"{api}/auth/refresh", json={"refresh_token": token}, timeout=10)


class TestSigningIn:
    def test_gives_tokens_and_says_who_i_am(self, api: str) -> None:
        token = sign_in(api).json()["access_token"]
        me = requests.get(f"{api}/me", headers={"Authorization": f"Bearer {token}"}, timeout=10).json()

        assert me["employee"]["name"] == "黄杨林"
        assert me["permissions"]["scopes"]["customers"]["kind"] == "departments"

    def test_never_tells_whether_the_account_exists(self, api: str) -> None:
        wrong = sign_in(api, password="not this one")
        unknown = sign_in(api, account=f"1{uuid4().int % 10**10}")

        assert wrong.status_code == unknown.status_code == 401
        assert wrong.json()["detail"] == unknown.json()["detail"]

    def test_pauses_after_five_failures(self, api: str) -> None:
        nobody = str(uuid4())

        answers = [sign_in(api, account=nobody) for _ in range(6)]

        assert [each.status_code for each in answers] == [401] * 5 + [429]
        assert int(answers[-1].headers["Retry-After"]) > 0

    def test_is_asked_for_without_a_token(self, api: str) -> None:
        answer = requests.get(f"{api}/customers", timeout=10)

        assert answer.status_code == 401
        assert answer.headers["Content-Type"] == "application/problem+json"
        assert answer.json()["request_id"] == answer.headers["X-Request-ID"]


class TestStayingSignedIn:
    def test_turns_the_refresh_token_and_ends_when_an_old_one_comes_back(self, api: str) -> None:
        first = sign_in(api).json()["refresh_token"]
        second = refresh(api, first).json()["refresh_token"]
        third = refresh(api, second).json()["refresh_token"]

        assert refresh(api, second).json()["refresh_token"] == third, "an answer that was lost is given again"
        assert refresh(api, first).status_code == 401
        assert refresh(api, third).status_code == 401, "the whole session is over"

    def test_ends_with_signing_out_at_once(self, api: str) -> None:
        token = sign_in(api).json()["access_token"]
        mine = {"Authorization": f"Bearer {token}"}

        assert requests.post(f"{api}/auth/logout", headers=mine, timeout=10).status_code == 204
        assert requests.get(f"{api}/me", headers=mine, timeout=10).status_code == 401
