"""A company of one's own, to change as one likes."""

import re
import subprocess
import sys
from pathlib import Path
from typing import Any
from uuid import uuid4

from shared.testing.live import LiveStack
from tests.journeys.person import Person

ROOT = Path(__file__).parents[2]
CHOSEN = "an own long password"


def found(live_stack: LiveStack, *, name: str) -> tuple[str, Person]:
    """A new company's administrator, who has chosen the password `CHOSEN`: their account, and they themselves."""
    account = f"137{uuid4().int % 10**8:08}"
    command = [sys.executable, "-m", "gateway.found_company", "--name", name, "--called", "试探"]
    told = subprocess.run(
        [*command, "--administrator", account],
        cwd=ROOT,
        env=live_stack.product.environment("gateway"),
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    first = told.split()[-1]
    founder = Person(live_stack.url, account=account, password=first)
    founder.order("PUT", "/auth/password", {"old_password": first, "new_password": CHOSEN})
    return account, founder


def employ(live_stack: LiveStack, administrator: Person, **given: Any) -> Person:
    """Somebody new, who got a message with a first password and chose `CHOSEN`."""
    account = f"139{uuid4().int % 10**8:08}"
    draft = {"name": "新人", "account": account, "department_id": None, "role_ids": []}
    administrator.order("POST", "/employees", draft | given)
    message = next(each for each in administrator.read("/sms-outbox")["items"] if each["phone"] == account)
    first = re.findall(r"[A-Za-z0-9]{8,}", message["text"].replace(account, ""))[0]
    newcomer = Person(live_stack.url, account=account, password=first)
    newcomer.order("PUT", "/auth/password", {"old_password": first, "new_password": CHOSEN})
    return newcomer
