"""Lets a service tell everything again: `python -m shared.messaging.republish crm`.

Its kept events are marked as not yet published, and its relay carries them in their old order. Who has applied them
knows them by their ids and does nothing; who has an emptied database fills it again.
"""

import os
import sys

import psycopg2

_FORGET = "update outbox set published_at = null where published_at is not null"


def republish(*, database_url: str) -> int:
    """How many events will be published again."""
    connection = psycopg2.connect(database_url)
    try:
        with connection, connection.cursor() as cursor:
            cursor.execute(_FORGET)
            count: int = cursor.rowcount
            cursor.execute("notify outbox")
            return count
    finally:
        connection.close()


if __name__ == "__main__":
    count = republish(database_url=os.environ["KUAIQI_SYSTEM_DATABASE_URL"])
    sys.stdout.write(f"{count} events of {sys.argv[1]} are told again\n")
