"""Each rule about who imports whom is broken once in a copy of the code, and the linter must see it."""

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
BREAKS = {
    "Gateway and services stand beside each other on shared": ("gateway/db.py", "services.crm.db"),
    "Services never import each other": ("services/stats/service.py", "services.crm.names"),
    "What is for tests stays in tests": ("services/crm/names.py", "shared.testing.eventually"),
    "Machinery stands on contracts, contracts on the kernel": ("shared/kernel/actor.py", "shared.contracts.partitions"),
    "Kernel and contracts know the standard library and orjson alone": ("shared/kernel/errors.py", "flask"),
    "The CRM reads from the top: service, journeys, features, tables": (
        "services/crm/contacts/rules.py",
        "services.crm.customers.rules",
    ),
    "The office reads from the top: service, journeys, features, tables": (
        "services/office/people/__init__.py",
        "services.office.push",
    ),
    "Stats reads from the top: service, what agrees and rebuilds, what counts, what is heard, tables": (
        "services/stats/activities/told.py",
        "services.stats.results",
    ),
    "A feature reads from the top: entrypoints, reads and rows, model, rules": (
        "services/crm/customers/rules.py",
        "services.crm.customers.queries",
    ),
    "Only entrypoints and service.py know Nameko": ("services/crm/customers/model.py", "nameko.rpc"),
}


@pytest.fixture(scope="module")
def code(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the code in which every rule is broken."""
    folder = tmp_path_factory.mktemp("code")
    for package in ("shared", "services", "gateway", "tools"):
        shutil.copytree(ROOT / package, folder / package, ignore=shutil.ignore_patterns("web", "__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", folder)
    for path, forbidden in BREAKS.values():
        with (folder / path).open("a", encoding="utf-8") as module:
            module.write(f"\nimport {forbidden}\n")
    return folder


class TestImportRules:
    def test_are_all_tried(self) -> None:
        project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))

        assert {each["name"] for each in project["tool"]["importlinter"]["contracts"]} == set(BREAKS)

    def test_see_what_breaks_them(self, code: Path) -> None:
        linter = Path(sys.executable).with_name("lint-imports")

        answer = subprocess.run(
            [linter, "--no-cache", "--no-logo"],
            cwd=code,
            env={**os.environ, "PYTHONPATH": str(code)},
            capture_output=True,
            text=True,
            check=False,
        )

        assert answer.returncode != 0
        assert [name for name in BREAKS if f"{name} BROKEN" not in " ".join(answer.stdout.split())] == []
