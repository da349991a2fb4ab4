"""Every document is one that Kubernetes, or the operator it is for, understands."""

import kubernetes_validate

VERSION = "1.31"
OPERATORS = {
    "keda.sh/v1alpha1": {"ScaledObject", "TriggerAuthentication"},
    "monitoring.coreos.com/v1": {"ServiceMonitor"},
    "postgresql.cnpg.io/v1": {"Cluster"},
    "rabbitmq.com/v1beta1": {"Permission", "RabbitmqCluster", "User", "Vhost"},
}


class TestDocuments:
    def test_follow_the_schemas_of_kubernetes(self, cluster):
        for document in cluster.documents:
            if document["apiVersion"] not in OPERATORS:
                kubernetes_validate.validate(document, VERSION, strict=True)

    def test_are_otherwise_of_a_kind_that_an_operator_knows(self, cluster):
        for document in cluster.documents:
            if document["apiVersion"] in OPERATORS:
                assert document["kind"] in OPERATORS[document["apiVersion"]]

    def test_live_in_our_namespace(self, cluster):
        homes = {each["metadata"].get("namespace") for each in cluster.documents if each["kind"] != "Namespace"}

        assert homes == {"kuaiqi"}
