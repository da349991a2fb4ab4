"""schemathesis asks the running gateway whatever the OpenAPI document allows and forbids: no failure.

A company of its own is founded for it, since it changes whatever it can. The same is asked each time, one after the
other, so that a failure is one that anybody can repeat.
"""

import subprocess
import sys
from pathlib import Path

import pytest

from shared.testing.live import LiveStack
from tests.journeys.founding import ROOT, found
from tests.journeys.person import Person

CHECKS = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_schema_conformance",
    "ignored_auth",
)
# They would end the session that asks, be throttled, or never end.
LEFT_OUT = ("logout", "change_password", "login", "refresh", "open_stream")
EXAMPLES = 4


@pytest.fixture
def founder(live_stack: LiveStack) -> Person:
    return found(live_stack, name="试探公司")[1]


@pytest.mark.timeout(600)
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
                f"--max-examples={EXAMPLES}",
                "--generation-deterministic",
                "--workers=1",
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
