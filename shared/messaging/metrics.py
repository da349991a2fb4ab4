"""What the bus counts, for Prometheus."""

from prometheus_client import Counter, Gauge, Histogram

_QUICK = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5)

RPC_CALLS = Histogram("kuaiqi_rpc_call_seconds", "Calls, as the caller sees them", ["service"], buckets=_QUICK)
RPC_FAILURES = Counter("kuaiqi_rpc_call_failures_total", "Calls without an answer", ["service", "reason"])
RPC_LATE_REPLIES = Counter("kuaiqi_rpc_late_replies_total", "Answers that came after their deadline")
RPC_SERVED = Histogram("kuaiqi_rpc_served_seconds", "Calls answered by this service", ["method"], buckets=_QUICK)
RPC_REFUSED = Counter("kuaiqi_rpc_refused_total", "Calls answered with an error", ["method", "kind"])
RPC_EXPIRED = Counter("kuaiqi_rpc_expired_total", "Calls dropped because nobody waits any more")
RELAY_PUBLISHED = Counter("kuaiqi_relay_published_total", "Events published and confirmed")
RELAY_UNROUTED = Counter("kuaiqi_relay_unrouted_total", "Events returned or refused by the broker: alarm")
OUTBOX_AGE = Gauge("kuaiqi_outbox_oldest_seconds", "Age of the oldest unpublished event")
LISTENER_APPLIED = Counter("kuaiqi_listener_applied_total", "Events applied")
LISTENER_DUPLICATES = Counter("kuaiqi_listener_duplicates_total", "Events that had been applied before")
LISTENER_WAITING = Counter("kuaiqi_listener_waiting_total", "Events kept until their predecessor comes")
LISTENER_PARKED = Counter("kuaiqi_listener_parked_total", "Events parked", ["reason"])
LISTENER_LAG = Gauge("kuaiqi_listener_oldest_seconds", "Age of the oldest event received and not yet applied")
