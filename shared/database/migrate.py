"""Brings a service's database to the newest version: `python -m shared.database.migrate crm`.

Connects as the owner (KUAIQI_OWNER_DATABASE_URL); running it again changes nothing.
"""

import os
import sys
from pathlib import Path

from alembic import command, context
from alembic.config import Config
from sqlalchemy import create_engine, text

_ROOT = Path(__file__).resolve().parents[2]
_LOCK = 7_205_759_403


def migrations_of(service: str) -> Path:
    """The folder of a service's Alembic migrations."""
    return _ROOT / ("gateway" if service == "gateway" else f"services/{service}") / "migrations"


def migrate(service: str, *, url: str) -> None:
    """Upgrades to head, one at a time across processes, then lets the service's roles work with what is there."""
    engine = create_engine(url.replace("postgresql://", "postgresql+psycopg2://", 1))
    config = Config()
    config.set_main_option("script_location", str(migrations_of(service)))
    with engine.begin() as connection:
        connection.execute(text("select pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        for role in (f"{service}_app", f"{service}_system"):
            connection.execute(text(f"grant usage on schema public to {role}"))
            connection.execute(text(f"grant select, insert, update, delete on all tables in schema public to {role}"))
            connection.execute(text(f"grant usage on all sequences in schema public to {role}"))
            connection.execute(text(f"revoke all on alembic_version from {role}"))
    engine.dispose()


def run_environment() -> None:
    """What each service's `migrations/env.py` calls: runs on the connection that `migrate` opened."""
    context.configure(connection=context.config.attributes["connection"])
    with context.begin_transaction():
        context.run_migrations()


if __name__ == "__main__":
    migrate(sys.argv[1], url=os.environ["KUAIQI_OWNER_DATABASE_URL"])
