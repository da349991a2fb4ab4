import subprocess
import sys

from tools.devstack.ports import free_ports

_ASKS = "from tools.devstack import ports; ports._RANGE = {choice}; print(ports.free_ports(1)[0])"


class TestFreePorts:
    def test_are_given_to_one_process_alone(self) -> None:
        (mine,) = free_ports(1)
        free = 32_717  # outside the range that is given

        answer = subprocess.run(
            [sys.executable, "-c", _ASKS.format(choice=[mine, free])], capture_output=True, text=True, check=True
        )

        assert answer.stdout.strip() == str(free)
