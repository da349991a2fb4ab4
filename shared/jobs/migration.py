from alembic import op

from shared.database.security import open_to_system, protect

_TABLE = """
create table jobs (
  company_id uuid not null, id uuid not null, kind text not null,
  status text not null check (status in ('waiting', 'running', 'done', 'failed')),
  done int not null default 0, total int not null default 0,
  arguments jsonb not null, state jsonb not null default '{}', result jsonb, file_id uuid, file_name text, error text,
  started_by uuid not null, claims jsonb not null, request_id text,
  runner text, tries int not null default 0, heartbeat_at timestamptz,
  created_at timestamptz not null, ended_at timestamptz,
  primary key (company_id, id)
);
create index jobs_open on jobs (created_at) where status in ('waiting', 'running');
create function notify_jobs() returns trigger language plpgsql as
$$ begin perform pg_notify('jobs', ''); return null; end $$;
create trigger jobs_notify after insert on jobs for each statement execute function notify_jobs();
"""


def create_jobs_table(service: str) -> None:
    """The table of a service's jobs, which its runners see across companies; for migrations."""
    op.execute(_TABLE)
    protect("jobs")
    open_to_system("jobs", service=service)
