"""Who may do what on the broker: one account per service, and one that declares the topology."""

import base64
import hashlib
import re
import secrets

SERVICES = ("gateway", "crm", "workflow", "office", "attendance", "stats")
ADMIN = "topology"


def permissions(service: str) -> dict[str, str]:
    """What a service's account may configure, write and read, as RabbitMQ's patterns.

    It makes only its own queues, sends events, calls and answers, and reads only what is addressed to it. Who sent
    an event stands in the message's `user_id`, which the broker checks.
    """
    own = rf"rpc-{service}|{re.escape(service)}\..+|rpc\.reply-{service}.*|amq\.gen.*"
    return {
        "configure": rf"^({own}|nameko-rpc)$",
        "write": rf"^({own}|kuaiqi\.events|kuaiqi\.broadcast|nameko-rpc|amq\.default)$",
        "read": rf"^({own}|kuaiqi\.events|kuaiqi\.broadcast|nameko-rpc)$",
    }


def hashed(password: str) -> str:
    """RabbitMQ's salted SHA-256 form of a password."""
    salt = secrets.token_bytes(4)
    return base64.b64encode(salt + hashlib.sha256(salt + password.encode()).digest()).decode()


def definitions(passwords: dict[str, str], *, vhost: str) -> dict[str, list[dict[str, str]]]:
    """The accounts as a file that RabbitMQ loads when it starts."""
    everything = {"configure": ".*", "write": ".*", "read": ".*"}
    return {
        "vhosts": [{"name": vhost}],
        "users": [
            {
                "name": name,
                "password_hash": hashed(password),
                "hashing_algorithm": "rabbit_password_hashing_sha256",
                "tags": "administrator" if name == ADMIN else "",
            }
            for name, password in passwords.items()
        ],
        "permissions": [
            {"user": name, "vhost": vhost, **(everything if name == ADMIN else permissions(name))} for name in passwords
        ],
    }
