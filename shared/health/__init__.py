"""Health: liveness asks nothing, readiness asks database and broker, metrics are Prometheus's."""
