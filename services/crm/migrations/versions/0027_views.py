"""Saved views of lists, and which of them a person's list opens with."""

from alembic import op

from shared.database.security import protect

revision = "0027"
down_revision = "0026"

_TABLES = """
create table saved_views (
  company_id uuid not null, id uuid not null, version int not null, list text not null, name text not null,
  query jsonb not null, columns jsonb, shared boolean not null, author_id uuid not null,
  primary key (company_id, id)
);
create unique index saved_views_own on saved_views (company_id, author_id, list, name) where not shared;
create unique index saved_views_shared on saved_views (company_id, list, name) where shared;
create table first_views (
  company_id uuid not null, employee_id uuid not null, list text not null, view_id uuid not null,
  primary key (company_id, employee_id, list),
  foreign key (company_id, view_id) references saved_views (company_id, id) on delete cascade
);
create index first_views_of on first_views (company_id, view_id);
"""


def upgrade() -> None:
    op.execute(_TABLES)
    protect("saved_views")
    protect("first_views")
