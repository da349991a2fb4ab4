"""Keeps children running until it is told to end."""

import threading
import time
from collections import deque
from collections.abc import Callable

from tools.devstack.child import Child
from tools.devstack.errors import KeepsDying, NotReadyInTime
from tools.devstack.waiting import wait_until

_LOOK_EVERY = 0.5
_RESTARTS = 5
_RESTARTS_WITHIN = 60.0


class Supervisor:
    """Starts children in order, starts again what died, ends all in the opposite order."""

    def __init__(self, *, say: Callable[[str], None]) -> None:
        self._say = say
        self._children: list[Child] = []
        self._deaths: dict[str, deque[float]] = {}
        self.ending = threading.Event()

    @property
    def children(self) -> dict[str, Child]:
        return {child.name: child for child in self._children}

    def start(self, child: Child, *, ready: Callable[[], bool] | None = None, within: float = 60) -> None:
        """Starts a child and, when asked to, waits until it is ready.

        :raises NotReadyInTime: it ended or took too long; the words have the end of its log
        """
        child.start()
        self._children.append(child)
        if ready is not None:
            self.wait_for(child, ready=ready, within=within)

    def wait_for(self, child: Child, *, ready: Callable[[], bool], within: float) -> None:
        def settled() -> bool:
            return not child.alive or ready()

        try:
            wait_until(settled, what=child.name, within=within)
        except NotReadyInTime as late:
            raise NotReadyInTime(f"{late}; its log {child.log} ends:\n{child.log_tail()}") from None
        if not child.alive:
            raise NotReadyInTime(f"{child.name} ended with {child.exit_status}; its log ends:\n{child.log_tail()}")

    def watch(self) -> None:
        """Stands by until told to end.

        :raises KeepsDying: a child died too often to be started again
        """
        while not self.ending.wait(_LOOK_EVERY):
            self.revive()

    def revive(self) -> None:
        """Starts the children again that have died, saying which and why."""
        for child in self._children:
            if child.alive:
                continue
            self._say(f"{child.name} ended with {child.exit_status}; its log {child.log} ends:\n{child.log_tail()}")
            self._count_death(child)
            self._say(f"Starting {child.name} again.")
            child.start()

    def _count_death(self, child: Child) -> None:
        deaths = self._deaths.setdefault(child.name, deque())
        now = time.monotonic()
        deaths.append(now)
        while now - deaths[0] > _RESTARTS_WITHIN:
            deaths.popleft()
        if len(deaths) > _RESTARTS:
            raise KeepsDying(f"{child.name} ended {len(deaths)} times within a minute")

    def stop(self, names: set[str] | None = None) -> None:
        """Ends the children (all, or the named) side by side, then forgets them."""
        chosen = [child for child in reversed(self._children) if names is None or child.name in names]
        for child in chosen:
            child.ask_to_end()
        for child in chosen:
            child.wait_for_end()
        self._children = [child for child in self._children if child not in chosen]
