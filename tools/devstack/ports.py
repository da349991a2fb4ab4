"""Free ports on this machine."""

import atexit
import random
import socket

# Below the ports the kernel lends to outgoing connections, so that none of those takes one before it is used.
_RANGE = range(20_000, 32_000)
_chance = random.SystemRandom()
_claims: dict[int, socket.socket] = {}


def free_ports(count: int) -> list[int]:
    """Ports nobody listens on and nobody else was given, in this process or another, as long as this one lives."""
    found: list[int] = []
    while len(found) < count:
        port = _chance.choice(_RANGE)
        if is_free(port) and _claimed(port):
            found.append(port)
    return found


def _claimed(port: int) -> bool:
    """Takes the port's name among those that the kernel keeps while a process lives; false when somebody has it."""
    claim = socket.socket(socket.AF_UNIX)
    try:
        claim.bind(f"\0kuaiqi-port-{port}")
    except OSError:
        claim.close()
        return False
    _claims[port] = claim
    return True


@atexit.register
def _release() -> None:
    for claim in _claims.values():
        claim.close()


def is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True
