"""Who may talk to whom: the architecture's edges and no others."""

from tests.unit.deploy.cluster import SERVICES
from tools.devstack.broker_accounts import permissions


def expected(cluster):
    edges = set()
    for service in SERVICES:
        (migration,) = (name for name in cluster.of("Job") if name.startswith(f"{service}-migration"))
        edges |= {(f"{service}-server", f"{service}-database", 5432), (f"{service}-server", "rabbitmq", 5672)}
        edges |= {(migration, f"{service}-database", 5432)}
        edges |= {(f"{service}-database",) * 2 + (port,) for port in (5432, 8000)}
        if "object-store" in cluster.pods:
            edges.add((f"{service}-server", "object-store", 9000))
    (topology,) = (name for name in cluster.of("Job") if name.startswith("topology"))
    edges.add((topology, "rabbitmq", 5672))
    return edges | {("rabbitmq", "rabbitmq", port) for port in (4369, 25672)}


class TestNetworkPolicies:
    def test_deny_what_is_not_allowed(self, cluster):
        spec = cluster.of("NetworkPolicy")["default-deny"]["spec"]

        assert spec["podSelector"] == {}
        assert spec["policyTypes"] == ["Ingress", "Egress"]
        assert "ingress" not in spec

    def test_let_out_along_the_edges_of_the_architecture_alone(self, cluster):
        assert cluster.edges("egress") == expected(cluster)

    def test_let_in_along_the_edges_of_the_architecture_alone(self, cluster):
        assert cluster.edges("ingress") == expected(cluster)

    def test_name_only_pods_that_exist(self, cluster):
        for policy in cluster.of("NetworkPolicy").values():
            assert cluster.chosen(policy["spec"]["podSelector"])


class TestScaling:
    def test_follows_the_queues_of_calls_over_http(self, prod):
        triggers = [each["spec"]["triggers"][0] for name, each in prod.of("ScaledObject").items() if name != "gateway"]

        assert {trigger["metadata"]["protocol"] for trigger in triggers} == {"http"}
        assert {trigger["metadata"]["queueName"] for trigger in triggers} == {f"rpc-{name}" for name in SERVICES[1:]}


class TestBrokerAccounts:
    def test_have_the_rights_they_have_on_one_machine(self, cluster):
        given = {name: each["spec"]["permissions"] for name, each in cluster.of("Permission").items()}

        assert {name: given[name] for name in SERVICES} == {name: permissions(name) for name in SERVICES}

    def test_are_one_per_service_and_one_for_the_topology(self, cluster):
        assert set(cluster.of("User")) == {*SERVICES, "topology"}
