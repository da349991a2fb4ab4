"""`make run`: the whole product at one address, until Ctrl-C."""

import fcntl
import os
import signal
import sys
from types import FrameType

from tools.devstack.errors import StackError
from tools.devstack.folders import LOCAL
from tools.devstack.ports import is_free
from tools.devstack.stack import Stack

_WELCOME = """
快启 KuaiQi runs at {url}

  13800000001  蒋吉祥  administrator          13800000004  许妙迪  开发部
  13800000002  卯卯卯  head of 运营部         13800000005  宋肖肖  运营部
  13800000003  黄杨林  head of 开发部         13800000006  周长生  运营部
  13900000001  administrator of a second company
  Password of all: kuaiqi-demo

Logs: {folder}/log    Ctrl-C ends it.
"""


class Interrupted(Exception):
    """Somebody asked for the end while the stack was still starting."""


def _say(words: str) -> None:
    print(words, flush=True)


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    raise Interrupted


def _listen_for_the_end(action: object) -> None:
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, action)  # type: ignore[arg-type]


def _run(stack: Stack) -> int:
    _listen_for_the_end(_interrupt)
    try:
        product = stack.start(database_url=os.environ.get("DATABASE_URL"), amqp_url=os.environ.get("AMQP_URL"))
        _say(_WELCOME.format(url=product.url, folder=stack.folder))
        stack.supervisor.watch()
    except Interrupted:
        _say("\nEnding ...")
        return 0
    except StackError as error:
        _say(f"\n{error}\n\nEnding what runs ...")
        return 1
    finally:
        _listen_for_the_end(signal.SIG_IGN)
        stack.stop()
    return 0


def main() -> int:
    port = int(os.environ.get("KUAIQI_PORT", "8000"))
    folder = LOCAL / "run"
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            _say("make run is running in this folder already.")
            return 1
        if not is_free(port):
            _say(f"Port {port} is taken. Choose another: KUAIQI_PORT=8001 make run")
            return 1
        return _run(Stack(folder, gateway_port=port, kept=True, say=_say))


if __name__ == "__main__":
    sys.exit(main())
