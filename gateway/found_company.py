"""Founds a company: `python -m gateway.found_company --name 公司 --administrator ACCOUNT --called NAME`.

An operator's command. The initial password is printed once and goes out by SMS as every other.
"""

import argparse
import os
import sys

from sqlalchemy import select
from uuid_utils.compat import uuid7

from gateway.access.passwords import hash_password, make_initial_password
from gateway.organization.founding import found_company
from gateway.organization.model import Employee
from gateway.organization.sms import make_sender, send_initial_password
from shared.database import Database


def found(database: Database, system: Database, *, name: str, account: str, called: str) -> str:
    """The administrator's initial password. :raises ValueError: the account is used already"""
    with system.system_transaction() as tx:
        if tx.session.scalar(select(Employee.id).where(Employee.account == account)) is not None:
            raise ValueError(f"the account {account} is used already")
    password = make_initial_password()
    with database.system_transaction() as tx:
        tx.enter_company(str(uuid7()))
        found_company(tx, name=name, account=account, called=called, password_hash=hash_password(password))
        send_initial_password(tx, make_sender(), account=account, password=password)
    return password


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m gateway.found_company", description=__doc__.splitlines()[0])
    parser.add_argument("--name", required=True, help="what the company is called")
    parser.add_argument("--administrator", required=True, metavar="ACCOUNT", help="mobile number of the administrator")
    parser.add_argument("--called", required=True, metavar="NAME", help="the administrator's name")
    given = parser.parse_args(arguments)
    database = Database(os.environ["KUAIQI_DATABASE_URL"])
    system = Database(os.environ["KUAIQI_SYSTEM_DATABASE_URL"])
    try:
        password = found(database, system, name=given.name, account=given.administrator, called=given.called)
    except ValueError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stdout.write(f"{given.name}: account {given.administrator}, initial password {password}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
