"""Short messages: the account and initial password of a new employee (A1).

`KUAIQI_SMS_SENDER=package.module:make` names a function that makes another sender; the default keeps messages in
a table that administrators can read.
"""

import os
from importlib import import_module
from typing import Protocol

from sqlalchemy import Column, DateTime, MetaData, Table, Text, insert

from shared.database import Id, Transaction

sms_outbox = Table(
    "sms_outbox",
    MetaData(),
    Column("company_id", Id, primary_key=True),
    Column("id", Id, primary_key=True),
    Column("phone", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("written_at", DateTime(timezone=True), nullable=False),
)

_WELCOME = "【快启】您的帐号 {account}，初始密码 {password}，登录后请修改密码。"


class SmsSender(Protocol):
    """Takes a message within the transaction that causes it: keep it there, hand it on after the commit."""

    def send(self, tx: Transaction, *, phone: str, text: str) -> None: ...


class OutboxSender:
    """Writes messages to the local outbox."""

    def send(self, tx: Transaction, *, phone: str, text: str) -> None:
        tx.session.execute(
            insert(sms_outbox).values(
                company_id=tx.company_id, id=tx.new_id(), phone=phone, text=text, written_at=tx.now
            )
        )


def make_sender() -> SmsSender:
    """The sender that the environment names."""
    name = os.environ.get("KUAIQI_SMS_SENDER")
    if not name:
        return OutboxSender()
    module, _, function = name.partition(":")
    sender: SmsSender = getattr(import_module(module), function)()
    return sender


def send_initial_password(tx: Transaction, sender: SmsSender, *, account: str, password: str) -> None:
    """Brings somebody their account and initial password."""
    sender.send(tx, phone=account, text=_WELCOME.format(account=account, password=password))
