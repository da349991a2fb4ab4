"""How messages are spread: by company, so that a company's events keep their order."""

from hashlib import sha256
from uuid import UUID

PARTITIONS = 8


def partition_of(company_id: str) -> int:
    """The partition, 0 to 7, that carries all events of a company."""
    return int.from_bytes(sha256(UUID(company_id).bytes).digest()[:4]) % PARTITIONS


def routing_key(event_type: str, *, company_id: str) -> str:
    """Shape: p3.crm.customer.dropped_to_pool"""
    return f"p{partition_of(company_id)}.{event_type}"
