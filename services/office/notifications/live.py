"""Tells open screens how many notifications are unread."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from shared.database import Transaction


def count_live(tx: Transaction, live: Any, unread: Mapping[str, int]) -> None:
    """Once the transaction is committed, each person's devices are told their number."""
    for employee_id, number in unread.items():
        told = {"company_id": tx.company_id, "employee_id": employee_id, "name": "counters"}
        tx.after_commit(partial(live.tell, **told, body={"unread": number}))
