"""The gateway with its own database and the demo companies, without a broker."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from argon2 import PasswordHasher
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from flask import Flask
from sqlalchemy import text
from werkzeug.test import TestResponse

from gateway.access import passwords
from gateway.app import create_app, equip
from shared.database import Database
from shared.testing.databases import ServiceDatabase, ServiceDatabases
from tools.demo import DEMO, PASSWORD, fill

# What a guess costs is none of these tests' matter.
_CHEAP = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)


@dataclass
class Caller:
    """Somebody at the gateway, signed in or not."""

    app: Flask
    token: str | None = None

    def ask(self, method: str, path: str, *, headers: dict[str, str] | None = None, **options: Any) -> TestResponse:
        sent = {"Accept-Language": "en"} | (headers or {})
        if self.token:
            sent["Authorization"] = f"Bearer {self.token}"
        return self.app.test_client().open(f"/api/v1{path}", method=method, headers=sent, **options)

    def sign_in(self, account: str, password: str = PASSWORD, **more: Any) -> TestResponse:
        return self.ask("POST", "/auth/login", json={"account": account, "password": password} | more)


class Gateway:
    """The application, and a look into its database."""

    def __init__(self, app: Flask, database: Database) -> None:
        self.app = app
        self.database = database

    def signed_in(self, account: str, password: str = PASSWORD, **more: Any) -> Caller:
        answer = Caller(self.app).sign_in(account, password, **more)
        assert answer.status_code == 200, answer.text
        return Caller(self.app, answer.json["access_token"])

    def rows(self, sql: str, **values: Any) -> list[Any]:
        with self.database.system_transaction() as tx:
            tx.enter_company(DEMO)
            return list(tx.session.execute(text(sql), values).mappings())

    def initial_password(self, account: str) -> str:
        """What the last short message to the account says."""
        found = self.rows("select text from sms_outbox where phone = :phone order by written_at, id", phone=account)
        return found[-1]["text"].split("初始密码 ")[1].split("，")[0]

    def create_employee(self, administrator: Caller, **changes: Any) -> dict[str, Any]:
        role = next(each for each in administrator.ask("GET", "/roles").json["items"] if each["name"] == "员工")
        draft = {"name": "陈小明", "account": f"139{uuid4().int % 10**8:08}", "department_id": None}
        answer = administrator.ask("POST", "/employees", json=draft | {"role_ids": [role["id"]]} | changes)
        assert answer.status_code == 201, answer.text
        return answer.json


@pytest.fixture(scope="session")
def access_key() -> str:
    return Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()


def with_demo_companies(made: ServiceDatabase) -> None:
    database = Database(made.app_url)
    fill(database)
    database.dispose()


@pytest.fixture(scope="session")
def make_app() -> Callable[[], Flask]:
    """An application on what the environment says now; its addresses are compiled once, which takes longest."""
    made: list[Flask] = []

    def make() -> Flask:
        if made:
            equip(made[0])
        else:
            made.append(create_app())
        return made[0]

    return make


@pytest.fixture
def gateway(
    service_database: ServiceDatabases,
    make_app: Callable[[], Flask],
    access_key: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Gateway]:
    monkeypatch.setattr(passwords, "_HASHER", _CHEAP)
    made = service_database("gateway", filled=with_demo_companies)
    monkeypatch.setenv("KUAIQI_DATABASE_URL", made.app_url)
    monkeypatch.setenv("KUAIQI_SYSTEM_DATABASE_URL", made.system_url)
    monkeypatch.setenv("KUAIQI_ACCESS_PRIVATE_KEY", access_key)
    monkeypatch.setenv("KUAIQI_CONTEXT_PRIVATE_KEY", access_key)
    monkeypatch.setenv("KUAIQI_FILES", str(tmp_path))
    monkeypatch.setenv("AMQP_URL", "amqp://nobody@127.0.0.1:1/")
    database = Database(made.app_url)
    app = make_app()
    yield Gateway(app, database)
    database.dispose()
    for held in ("database", "system", "actors"):
        app.extensions[held].dispose()


@pytest.fixture
def administrator(gateway: Gateway) -> Caller:
    return gateway.signed_in("13800000001")


@pytest.fixture
def employee(gateway: Gateway) -> Caller:
    """宋肖肖, of 运营部, without any right over the organization."""
    return gateway.signed_in("13800000005")


@pytest.fixture
def stranger(gateway: Gateway) -> Caller:
    """The administrator of the other company."""
    return gateway.signed_in("13900000001")
