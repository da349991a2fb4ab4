from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pyotp
import pytest
from argon2 import PasswordHasher

from gateway.access.passwords import is_outdated
from gateway.app import create_app
from tools.demo import PASSWORD

ACCOUNT = "13800000005"


def refresh(caller, token=None, **headers):
    body = {"refresh_token": token} if token else {}
    return caller.ask("POST", "/auth/refresh", json=body, headers=headers)


def switch_on(caller):
    """The shared secret and the recovery codes."""
    begun = caller.ask("POST", "/auth/otp", json={}).json
    answer = caller.ask("POST", "/auth/otp/confirm", json={"otp": pyotp.TOTP(begun["secret"]).now()})
    assert answer.status_code == 200, answer.text
    return begun["secret"], answer.json["recovery_codes"]


class TestRefreshing:
    def test_by_two_at_once_goes_on_with_the_same_successor(self, employee):
        token = employee.sign_in(ACCOUNT).json["refresh_token"]

        with ThreadPoolExecutor(8) as many:
            answers = list(many.map(lambda _: refresh(employee, token), range(8)))

        assert {each.status_code for each in answers} == {200}
        assert len({each.json["refresh_token"] for each in answers}) == 1

    def test_with_an_old_token_ends_the_session_and_is_written_down(self, gateway, administrator, employee):
        first = employee.sign_in(ACCOUNT).json["refresh_token"]
        second = refresh(employee, first).json["refresh_token"]
        third = refresh(employee, second).json["refresh_token"]

        assert refresh(employee, first).status_code == 401
        assert refresh(employee, third).status_code == 401
        lines = administrator.ask("GET", "/audit-log", query_string={"kind": "session_reused"}).json["items"]
        assert [each["employee"]["name"] for each in lines] == ["宋肖肖"]

    def test_keeps_a_hash_alone(self, gateway, employee):
        token = employee.sign_in(ACCOUNT).json["refresh_token"]

        kept = gateway.rows("select s::text as row from sessions s")

        assert all(token not in each["row"] for each in kept)

    def test_by_cookie_needs_a_page_of_this_address(self, employee):
        client = employee.app.test_client()
        client.post("/api/v1/auth/login", json={"account": ACCOUNT, "password": PASSWORD})
        own = {"X-Requested-With": "kuaiqi", "Origin": "http://localhost"}

        def ask(headers):
            return client.post("/api/v1/auth/refresh", json={}, headers=headers).status_code

        assert ask({}) == ask({"Origin": "http://localhost"}) == ask({"X-Requested-With": "kuaiqi"}) == 403
        assert ask(own | {"Origin": "http://localhost.evil.example"}) == 403
        assert ask(own) == 200


class TestDevices:
    def test_are_listed_and_signed_out_at_once(self, gateway, employee, administrator):
        phone = gateway.signed_in(ACCOUNT)

        devices = {each["current"]: each for each in employee.ask("GET", "/auth/devices").json["items"]}

        assert len(devices) == 2
        path = f"/auth/devices/{devices[False]['id']}"
        assert administrator.ask("DELETE", path).status_code == 404, "not a device of theirs"
        assert employee.ask("DELETE", path).status_code == 204
        assert phone.ask("GET", "/me").status_code == 401
        assert employee.ask("GET", "/me").status_code == 200

    def test_are_all_signed_out_but_this_by_a_new_password(self, gateway, employee):
        phone = gateway.signed_in(ACCOUNT)
        passwords = {"old_password": PASSWORD, "new_password": "another of my own"}

        assert employee.ask("PUT", "/auth/password", json=passwords).status_code == 204

        assert phone.ask("GET", "/me").status_code == 401
        assert employee.ask("GET", "/me").status_code == 200

    @pytest.mark.parametrize("weak", ["short", "woaini1314", PASSWORD, "x" * 65])
    def test_stay_signed_in_when_the_new_password_is_weak(self, employee, weak):
        answer = employee.ask("PUT", "/auth/password", json={"old_password": PASSWORD, "new_password": weak})

        assert (answer.status_code, set(answer.json["errors"])) == (422, {"new_password"})


class TestSecondFactor:
    def test_is_asked_for_from_its_confirmation_on(self, employee):
        begun = employee.ask("POST", "/auth/otp", json={}).json
        assert begun["uri"].startswith("otpauth://totp/KuaiQi:13800000005?secret=")
        assert employee.sign_in(ACCOUNT).status_code == 200
        assert not employee.ask("GET", "/me").json["second_factor"]

        secret, _ = switch_on(employee)

        assert employee.ask("GET", "/me").json["second_factor"]
        asked = employee.sign_in(ACCOUNT)
        assert (asked.status_code, asked.json["code"]) == (401, "auth.otp_required")
        assert employee.sign_in(ACCOUNT, "not it").json["code"] == "auth.refused"
        assert employee.sign_in(ACCOUNT, otp="000000").json["code"] == "auth.refused"
        code = pyotp.TOTP(secret).at(datetime.now(UTC), counter_offset=1)
        assert employee.sign_in(ACCOUNT, otp=code).status_code == 200
        assert employee.sign_in(ACCOUNT, otp=code).status_code == 401, "good once"

    def test_gives_way_once_to_a_recovery_code(self, employee):
        _, codes = switch_on(employee)

        assert employee.sign_in(ACCOUNT, otp=codes[0].upper()).status_code == 200
        assert employee.sign_in(ACCOUNT, otp=codes[0]).status_code == 401
        assert employee.sign_in(ACCOUNT, otp=codes[1]).status_code == 200

    def test_is_switched_off_with_the_password(self, administrator, employee):
        switch_on(employee)

        assert employee.ask("DELETE", "/auth/otp", json={"password": "no"}).status_code == 422
        assert employee.ask("POST", "/auth/otp", json={}).json["code"] == "auth.otp_already_on"
        assert employee.ask("DELETE", "/auth/otp", json={"password": PASSWORD}).status_code == 204
        assert employee.sign_in(ACCOUNT).status_code == 200
        kinds = {each["kind"] for each in administrator.ask("GET", "/audit-log").json["items"]}
        assert {"second_factor_on", "second_factor_off"} <= kinds

    def test_is_taken_away_by_an_administrator_from_who_lost_it(self, administrator, employee):
        me = employee.ask("GET", "/me").json["employee"]["id"]
        switch_on(employee)

        administrator.ask("POST", f"/employees/{me}/reset-second-factor")

        assert employee.sign_in(ACCOUNT).status_code == 200

    def test_is_asked_of_administrators_when_the_company_says_so(self, administrator, employee):
        version = administrator.ask("GET", "/companies/current").json["version"]
        change = {"version": version, "administrators_need_second_factor": True}
        assert administrator.ask("PATCH", "/companies/current", json=change).status_code == 200

        refused = administrator.ask("GET", "/departments")

        assert (refused.status_code, refused.json["code"]) == (403, "auth.second_factor_required")
        assert employee.ask("GET", "/departments").status_code == 200
        switch_on(administrator)
        assert administrator.ask("GET", "/departments").status_code == 200

    def test_is_confirmed_by_the_apps_code_alone(self, employee):
        assert employee.ask("POST", "/auth/otp/confirm", json={"otp": "123456"}).json["code"] == "auth.otp_not_begun"
        employee.ask("POST", "/auth/otp", json={})

        assert employee.ask("POST", "/auth/otp/confirm", json={"otp": "000000"}).json["code"] == "auth.otp_wrong"
        assert employee.ask("POST", "/auth/otp/confirm", json={"otp": "no"}).json["errors"] == {"otp": ["Six digits."]}


class TestThrottling:
    def test_counts_tries_that_come_at_once(self, employee):
        with ThreadPoolExecutor(8) as many:
            answers = list(many.map(lambda _: employee.sign_in(ACCOUNT, "a guess").status_code, range(12)))

        assert sorted(answers) == [401] * 5 + [429] * 7

    def test_refuses_the_right_password_too_and_says_when_to_come_back(self, employee):
        for _ in range(5):
            employee.sign_in(ACCOUNT, "a guess")

        answer = employee.sign_in(ACCOUNT)

        assert (answer.status_code, answer.json["code"]) == (429, "auth.throttled")
        assert 0 < int(answer.headers["Retry-After"]) <= 60

    def test_lets_one_try_more_when_one_has_come_back(self, gateway, employee):
        for _ in range(5):
            employee.sign_in(ACCOUNT, "a guess")
        gateway.rows("update throttles set at = at - interval '61 seconds' returning key")

        assert [employee.sign_in(ACCOUNT, "a guess").status_code for _ in range(2)] == [401, 429]

    def test_counts_nothing_against_who_signs_in(self, employee):
        assert {employee.sign_in(ACCOUNT).status_code for _ in range(7)} == {200}

    def test_holds_an_address_that_tries_many_accounts(self, gateway, employee):
        of_address = "where key = 'address:127.0.0.0/24'"

        assert employee.sign_in("100", "a guess").status_code == 401
        assert gateway.rows(f"select tokens from throttles {of_address}")[0]["tokens"] == 99
        # None is left, and however slowly this goes on, none has come back.
        later = "clock_timestamp() + interval '1 hour'"
        gateway.rows(f"update throttles set tokens = 0, at = {later} {of_address} returning key")
        assert employee.sign_in("101", "a guess").status_code == 429

    def test_counts_wrong_old_passwords(self, employee):
        passwords = {"old_password": "a guess", "new_password": "another of my own"}

        answers = [employee.ask("PUT", "/auth/password", json=passwords).status_code for _ in range(6)]

        assert answers == [422] * 5 + [429]


class TestSigningIn:
    def test_is_written_down_accepted_or_refused(self, administrator, employee):
        employee.sign_in(ACCOUNT, "a guess")

        lines = administrator.ask("GET", "/audit-log").json["items"]

        assert [(each["kind"], each["employee"]["name"]) for each in lines[:2]] == [
            ("sign_in_refused", "宋肖肖"),
            ("signed_in", "宋肖肖"),
        ]
        assert employee.ask("GET", "/audit-log").status_code == 403

    def test_makes_an_outdated_hash_again(self, gateway, employee):
        old = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
        weaken = "update employees set password_hash = :old where account = :account returning id"
        gateway.rows(weaken, old=old, account=ACCOUNT)

        assert employee.sign_in(ACCOUNT).status_code == 200

        kept = gateway.rows("select password_hash from employees where account = :account", account=ACCOUNT)
        assert kept[0]["password_hash"] != old
        assert not is_outdated(kept[0]["password_hash"])

    @pytest.mark.parametrize("body", [None, [], {"account": ACCOUNT}, {"account": 1, "password": True, "more": 1}])
    def test_names_what_is_wrong(self, employee, body):
        answer = employee.ask("POST", "/auth/login", json=body)

        assert answer.status_code in (400, 422)

    def test_takes_json_alone(self, employee):
        assert employee.ask("POST", "/auth/login", data="account=x").status_code == 415


class TestAuditLog:
    def test_is_only_ever_added_to(self, gateway):
        with pytest.raises(Exception, match="only ever added to"):
            gateway.rows("delete from audit_log returning id")

    def test_is_filtered_by_day_person_and_kind(self, administrator, employee):
        me = employee.ask("GET", "/me").json["employee"]["id"]

        def total(**query):
            return administrator.ask("GET", "/audit-log", query_string=query).json["total"]

        assert total(employee_id=me) == total(employee_id=me, kind="signed_in") == 1
        assert total(to="2020-01-01") == total(**{"from": "2100-01-01"}) == 0
        assert administrator.ask("GET", "/audit-log", query_string={"to": "9999-12-31"}).status_code == 422
        wrong = administrator.ask("GET", "/audit-log", query_string={"from": "soon", "kind": "rumour"})
        assert set(wrong.json["errors"]) == {"from", "kind"}


class TestAddress:
    def test_is_the_peers_whatever_a_header_claims(self, administrator, employee):
        login = {"account": ACCOUNT, "password": PASSWORD}
        employee.ask("POST", "/auth/login", json=login, headers={"X-Forwarded-For": "203.0.113.7"})

        assert administrator.ask("GET", "/audit-log").json["items"][0]["address"] == "127.0.0.1"

    def test_is_what_a_trusted_proxy_says(self, gateway, administrator, employee, monkeypatch):
        monkeypatch.setenv("KUAIQI_PROXIES", "1")
        behind = create_app()
        headers = {"X-Forwarded-For": "10.9.9.9, 203.0.113.7", "X-Forwarded-Proto": "https"}
        login = {"account": ACCOUNT, "password": PASSWORD}

        answer = behind.test_client().post("/api/v1/auth/login", json=login, headers=headers)
        for held in ("database", "system", "actors"):
            behind.extensions[held].dispose()

        assert administrator.ask("GET", "/audit-log").json["items"][0]["address"] == "203.0.113.7"
        cookie = answer.headers["Set-Cookie"]
        assert cookie.startswith("__Host-kuaiqi-refresh=")
        assert all(each in cookie for each in ("Secure", "HttpOnly", "SameSite=Strict", "Path=/"))
