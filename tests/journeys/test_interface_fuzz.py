"""schemathesis asks the running gateway whatever the OpenAPI document allows and forbids: no failure.

A company of its own is founded for it, since it changes whatever it can.
"""

import subprocess
import sys
from pathlib import Path
from uuid import uuid4

import pytest

from shared.testing.live import LiveStack
from tests.journeys.person import Person

ROOT = Path(__file__).parents[2]
CHECKS = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_schema_conformance",
    "ignored_auth",
)
# They would end the session that asks, be throttled, or never end.
LEFT_OUT = ("logout", "change_password", "login", "refresh", "open_stream")
SECONDS = 60


@pytest.fixture
def founder(live_stack: LiveStack) -> Person:
    account, chosen = f"137{uuid4().int % 10**8:08}", "an own long password"
    command = [sys.executable, "-m", "gateway.found_company", "--name", "试探公司", "--called", "试探"]
    told = subprocess.run(
        [*command, "--administrator", account],
        cwd=ROOT,
        env=live_stack.product.environment("gateway"),
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    first = told.split()[-1]
    founder = Person(live_stack.url, account=account, password=first)
    founder.order("PUT", "/auth/password", {"old_password": first, "new_password": chosen})
    return founder


@pytest.mark.timeout(240)
class TestInterface:
    def test_keeps_what_its_description_promises(self, founder: Person, live_stack: LiveStack, tmp_path: Path) -> None:
        left_out = [part for name in LEFT_OUT for part in ("--exclude-operation-id", name)]

        done = subprocess.run(
            [
                str(Path(sys.executable).with_name("schemathesis")),
                "run",
                str(ROOT / "gateway" / "openapi.json"),
                f"--url={live_stack.url}/api/v1",
                f"--header=Authorization: {founder.authorization}",
                f"--checks={','.join(CHECKS)}",
                "--phases=coverage,fuzzing",
                f"--max-time={SECONDS}",
                "--workers=2",
                "--request-timeout=15",
                "--continue-on-failure",
                "--suppress-health-check=all",
                "--warnings=off",
                *left_out,
            ],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
        )

        assert done.returncode == 0, done.stdout[-8_000:]
