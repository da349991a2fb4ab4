"""A rendered overlay, asked in the words of the tests."""

from functools import cached_property

from tools.rendering import render

SERVICES = ("gateway", "crm", "workflow", "office", "attendance", "stats")


class Cluster:
    def __init__(self, overlay):
        self.documents = render(overlay)

    def of(self, kind):
        return {each["metadata"]["name"]: each for each in self.documents if each["kind"] == kind}

    @cached_property
    def workloads(self):
        return [each for each in self.documents if each["kind"] in {"Deployment", "StatefulSet", "Job"}]

    @cached_property
    def pods(self):
        """Labels of every pod by its owner, those that operators make included."""
        made = {each["metadata"]["name"]: pod_of(each)["metadata"]["labels"] for each in self.workloads}
        made |= {name: {"cnpg.io/cluster": name} for name in self.of("Cluster")}
        made |= {name: {"app.kubernetes.io/name": name} for name in self.of("RabbitmqCluster")}
        return made

    def chosen(self, selector):
        return {name for name, labels in self.pods.items() if chooses(selector, labels)}

    def edges(self, direction):
        """(from, to, port) of all pod-to-pod edges that policies of one direction allow."""
        found = set()
        for policy in self.of("NetworkPolicy").values():
            spec = policy["spec"]
            for rule in spec.get(direction, []):
                peers = [
                    peer for peer in rule["from" if direction == "ingress" else "to"] if set(peer) == {"podSelector"}
                ]
                others = {name for peer in peers for name in self.chosen(peer["podSelector"])}
                for own in self.chosen(spec["podSelector"]):
                    for other in others:
                        pair = (other, own) if direction == "ingress" else (own, other)
                        found |= {(*pair, port["port"]) for port in rule["ports"]}
        return found


def pod_of(workload):
    return workload["spec"]["template"]


def container_of(workload):
    (container,) = pod_of(workload)["spec"]["containers"]
    return container


def chooses(selector, labels):
    exact = all(labels.get(key) == value for key, value in selector.get("matchLabels", {}).items())
    listed = all(labels.get(each["key"]) in each["values"] for each in selector.get("matchExpressions", []))
    return exact and listed
