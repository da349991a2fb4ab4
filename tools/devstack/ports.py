"""Free ports on this machine."""

import random
import socket

# Below the ports the kernel lends to outgoing connections, so that none of those takes one before it is used.
_RANGE = range(20_000, 32_000)
_chance = random.SystemRandom()
_given: set[int] = set()


def free_ports(count: int) -> list[int]:
    """Ports nobody listens on, by chance, so that processes which ask at once get different ones; none comes twice."""
    found: list[int] = []
    while len(found) < count:
        port = _chance.choice(_RANGE)
        if port not in _given and is_free(port):
            _given.add(port)
            found.append(port)
    return found


def is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True
