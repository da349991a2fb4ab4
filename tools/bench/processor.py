"""Processor time by component, from the system's own books."""

from collections.abc import Mapping

import psutil

from tools.devstack.child import Child

Seconds = dict[str, float]


class Components:
    """Named programs with all their processes."""

    def __init__(self, roots: Mapping[str, int]) -> None:
        self._roots = {name: psutil.Process(pid) for name, pid in roots.items()}

    @classmethod
    def of(cls, children: Mapping[str, Child], *names: str) -> "Components":
        return cls({name: children[name].pid for name in names})

    def used(self) -> Seconds:
        """Seconds of processor time since each component's start."""
        return {name: _used(root) for name, root in self._roots.items()}

    def memory(self) -> dict[str, float]:
        """Megabytes that each component's largest process holds."""
        return {name: max(_memory(each) for each in _family(root)) for name, root in self._roots.items()}


def difference(after: Seconds, before: Seconds) -> Seconds:
    return {name: after[name] - before[name] for name in after}


def _family(root: psutil.Process) -> list[psutil.Process]:
    return [root, *root.children(recursive=True)]


def _used(root: psutil.Process) -> float:
    total = 0.0
    for each in _family(root):
        try:
            times = each.cpu_times()
        except psutil.NoSuchProcess:
            continue  # its parent counts it from now on
        total += times.user + times.system + times.children_user + times.children_system
    return total


def _memory(process: psutil.Process) -> float:
    try:
        return float(process.memory_info().rss) / 1_000_000
    except psutil.NoSuchProcess:
        return 0.0
