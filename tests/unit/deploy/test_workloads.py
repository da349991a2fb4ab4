"""How the processes run in a cluster."""

import pytest

from tests.unit.deploy.cluster import SERVICES, chooses, container_of, pod_of


class TestServers:
    @pytest.mark.parametrize("service", SERVICES)
    def test_run_their_own_image(self, cluster, service):
        container = container_of(cluster.of("Deployment")[f"{service}-server"])

        assert container["image"].split(":")[0].endswith(f"/{service}")

    @pytest.mark.parametrize("service", SERVICES)
    def test_read_their_own_secrets_alone(self, cluster, service):
        container = container_of(cluster.of("Deployment")[f"{service}-server"])

        secrets = {source["secretRef"]["name"] for source in container["envFrom"] if "secretRef" in source}

        assert secrets == {f"{service}-server"}

    def test_are_two_or_more(self, cluster):
        counts = {name: each["spec"].get("replicas", 2) for name, each in cluster.of("Deployment").items()}
        counts |= {
            each["spec"]["scaleTargetRef"]["name"]: each["spec"]["minReplicaCount"]
            for each in cluster.of("ScaledObject").values()
        }

        assert set(counts) == {f"{service}-server" for service in SERVICES}
        assert min(counts.values()) >= 2

    def test_leave_their_number_to_what_scales_them(self, prod):
        scaled = {each["spec"]["scaleTargetRef"]["name"] for each in prod.of("ScaledObject").values()}

        assert all("replicas" not in prod.of("Deployment")[name]["spec"] for name in scaled)

    def test_choose_their_own_pods(self, cluster):
        for name, each in cluster.of("Deployment").items():
            assert cluster.chosen(each["spec"]["selector"]) == {name}

    def test_spread_over_nodes_and_zones(self, cluster):
        for name, each in cluster.of("Deployment").items():
            constraints = pod_of(each)["spec"]["topologySpreadConstraints"]
            assert {one["topologyKey"] for one in constraints} == {
                "kubernetes.io/hostname",
                "topology.kubernetes.io/zone",
            }
            assert all(cluster.chosen(one["labelSelector"]) == {name} for one in constraints)

    def test_keep_all_but_one_pod_when_nodes_are_drained(self, cluster):
        budgets = cluster.of("PodDisruptionBudget").values()

        kept = [name for each in budgets for name in cluster.chosen(each["spec"]["selector"])]

        assert sorted(kept) == sorted(f"{service}-server" for service in SERVICES)


class TestProbes:
    def test_ask_for_life_without_asking_database_or_broker(self, cluster):
        for each in cluster.of("Deployment").values():
            container = container_of(each)
            assert container["livenessProbe"]["httpGet"]["path"] == "/health/live"
            assert container["startupProbe"]["httpGet"]["path"] == "/health/live"
            assert container["readinessProbe"]["httpGet"]["path"] == "/health/ready"

    def test_ask_at_ports_that_are_there(self, cluster):
        for each in cluster.of("Deployment").values():
            container = container_of(each)
            ports = {port["name"] for port in container["ports"]}
            probes = [container[f"{kind}Probe"]["httpGet"]["port"] for kind in ("liveness", "readiness", "startup")]
            assert set(probes) <= ports


class TestPods:
    def test_have_no_rights(self, cluster):
        for each in cluster.workloads:
            pod, container = pod_of(each)["spec"], container_of(each)
            assert pod["automountServiceAccountToken"] is False
            assert pod["securityContext"]["runAsNonRoot"] is True
            assert pod["securityContext"]["seccompProfile"] == {"type": "RuntimeDefault"}
            assert container["securityContext"] == {
                "allowPrivilegeEscalation": False,
                "readOnlyRootFilesystem": True,
                "capabilities": {"drop": ["ALL"]},
            }

    def test_say_what_memory_they_need(self, cluster):
        for each in cluster.workloads:
            resources = container_of(each)["resources"]
            assert {"cpu", "memory"} <= set(resources["requests"])
            assert "memory" in resources["limits"]

    def test_mount_only_volumes_that_are_there(self, cluster):
        for each in cluster.workloads:
            volumes = {volume["name"] for volume in pod_of(each)["spec"].get("volumes", [])}
            volumes |= {claim["metadata"]["name"] for claim in each["spec"].get("volumeClaimTemplates", [])}
            assert {mount["name"] for mount in container_of(each).get("volumeMounts", [])} <= volumes

    def test_name_accounts_and_settings_that_are_there(self, cluster):
        for each in cluster.workloads:
            account = pod_of(each)["spec"].get("serviceAccountName")
            settings = [
                source["configMapRef"]["name"]
                for source in container_of(each).get("envFrom", [])
                if "configMapRef" in source
            ]
            assert account is None or account in cluster.of("ServiceAccount")
            assert set(settings) <= set(cluster.of("ConfigMap"))


class TestMigrations:
    @pytest.mark.parametrize("service", SERVICES)
    def test_belong_to_one_service_and_version(self, prod, service):
        job = prod.of("Job")[f"{service}-migration-0.1.0"]

        container = container_of(job)

        assert container["args"] == [service]
        assert container["image"] == container_of(prod.of("Deployment")[f"{service}-server"])["image"]
        assert container["env"][0]["valueFrom"]["secretKeyRef"]["name"] == f"{service}-migration"

    def test_alone_may_own_tables(self, cluster):
        for each in cluster.of("Deployment").values():
            assert "OWNER" not in str(container_of(each))


class TestServices:
    def test_lead_to_ports_that_are_there(self, cluster):
        for each in cluster.of("Service").values():
            selector = {"matchLabels": each["spec"]["selector"]}
            targets = [work for work in cluster.workloads if chooses(selector, pod_of(work)["metadata"]["labels"])]
            assert len(targets) == 1
            ports = {port["name"] for port in container_of(targets[0])["ports"]}
            assert {port["targetPort"] for port in each["spec"]["ports"]} <= ports

    def test_are_reached_from_outside_by_the_gateway_alone(self, prod):
        (ingress,) = prod.of("Ingress").values()

        backends = [
            path["backend"]["service"]["name"] for rule in ingress["spec"]["rules"] for path in rule["http"]["paths"]
        ]

        assert backends == ["gateway-http"]

    def test_tell_their_metrics(self, prod):
        (monitor,) = prod.of("ServiceMonitor").values()

        read = {
            name
            for name, each in prod.of("Service").items()
            if chooses(monitor["spec"]["selector"], each["metadata"]["labels"])
        }

        assert read == {f"{service}-health" for service in SERVICES}
