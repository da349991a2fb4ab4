"""Who listens to whom: per service, the event patterns bound to its queues.

A listener that wants one event of an aggregate takes them all, since it applies an
aggregate's events in unbroken order. Heartbeats tell up to which moment a service's events have all been told.
"""

LISTENS: dict[str, tuple[str, ...]] = {
    "crm": ("gateway.#", "office.approval.#", "stats.difference.#"),
    "workflow": ("gateway.#",),
    "office": ("gateway.#", "crm.#", "office.#"),
    "attendance": ("gateway.#",),
    "stats": ("gateway.#", "crm.#", "heartbeat.gateway", "heartbeat.crm"),
}
