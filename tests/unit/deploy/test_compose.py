"""The containers of one machine."""

from pathlib import Path

import pytest
import yaml

from tests.unit.deploy.cluster import SERVICES

DEPLOY = Path(__file__).resolve().parents[3] / "deploy"


@pytest.fixture(scope="module")
def compose():
    return yaml.safe_load((DEPLOY / "compose.yaml").read_text())


class TestCompose:
    @pytest.mark.parametrize("service", SERVICES)
    def test_starts_a_process_after_its_migration_and_the_topology(self, compose, service):
        waited_for = compose["services"][service]["depends_on"]

        assert {f"migrate-{service}", "topology", "bucket"} == set(waited_for)

    @pytest.mark.parametrize("service", SERVICES)
    def test_gives_a_process_the_accounts_of_its_own_service(self, compose, service):
        environment = compose["services"][service]["environment"]

        assert f"://{service}_app:" in environment["KUAIQI_DATABASE_URL"]
        assert f"://{service}:" in environment["AMQP_URL"]
        assert "KUAIQI_OWNER_DATABASE_URL" not in environment

    def test_gives_private_keys_to_the_gateway_alone(self, compose):
        holders = {name for name, each in compose["services"].items() if "PRIVATE_KEY" in str(each.get("environment"))}

        assert holders == {"gateway"}

    def test_waits_only_for_what_is_there(self, compose):
        waited_for = {name for each in compose["services"].values() for name in each.get("depends_on", {})}

        assert waited_for <= set(compose["services"])

    def test_names_every_volume_it_mounts(self, compose):
        mounts = [mount.split(":")[0] for each in compose["services"].values() for mount in each.get("volumes", [])]

        for mount in mounts:
            assert (DEPLOY / mount).exists() if mount.startswith(".") else mount in compose["volumes"]

    def test_runs_our_processes_without_rights(self, compose):
        for service in SERVICES:
            each = compose["services"][service]
            assert each["read_only"] is True
            assert each["cap_drop"] == ["ALL"]

    def test_is_reached_at_the_gateway_on_this_machine_alone(self, compose):
        published = {name: each["ports"] for name, each in compose["services"].items() if "ports" in each}

        assert published == {"gateway": ["127.0.0.1:${KUAIQI_PORT:-8000}:8000"]}


class TestDockerfile:
    @pytest.mark.parametrize("service", SERVICES)
    def test_has_an_image_for_every_process(self, service):
        assert f" AS app-{service}\n" in (DEPLOY / "Dockerfile").read_text()

    def test_copies_only_what_is_there(self):
        lines = (DEPLOY / "Dockerfile").read_text().splitlines()
        copied = [
            part for line in lines if line.startswith("COPY ") and "--from" not in line for part in line.split()[1:-1]
        ]

        missing = [part for part in copied if not (DEPLOY.parent / part).exists()]

        assert missing == []
