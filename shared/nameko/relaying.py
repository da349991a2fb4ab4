"""The relay inside a service's process."""

from typing import Any

from nameko.extensions import DependencyProvider

from shared.messaging.relay import Relay


class RelayOfService(DependencyProvider):  # type: ignore[misc]
    """Starts and stops with the service; gives its methods nothing, since they only write to the outbox."""

    relay: Relay | None = None

    def setup(self) -> None:
        config = self.container.config
        self.relay = Relay(config["SYSTEM_DATABASE_URL"], config["AMQP_URI"], name=self.container.service_name)

    def start(self) -> None:
        assert self.relay is not None  # noqa: S101  # Nameko calls setup first
        self._thread: Any = self.container.spawn_managed_thread(self.relay.run, identifier="relay")

    def stop(self) -> None:
        if self.relay is not None:
            self.relay.stop()

    kill = stop
