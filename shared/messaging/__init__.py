"""The bus: calls between services, and events from the outbox to the listeners, on RabbitMQ."""
