"""Comments on follow-ups and whatever else is commented on; each goes with its thing."""

from alembic import op

from shared.database.security import protect

revision = "0014"
down_revision = "0013"

_TABLES = """
create table comments (
  company_id uuid not null, id uuid not null, version int not null, on_kind text not null, on_id uuid not null,
  text text not null, files jsonb not null, mention_ids uuid[] not null, mention_department_ids uuid[] not null,
  written_by uuid not null, written_at timestamptz not null,
  follow_up_id uuid generated always as (case when on_kind = 'follow_up' then on_id end) stored,
  primary key (company_id, id),
  foreign key (company_id, follow_up_id) references follow_ups (company_id, id) on delete cascade
);
create index comments_on on comments (company_id, on_id, on_kind, written_at, id);
create index comments_follow_up on comments (company_id, follow_up_id) where follow_up_id is not null;
"""


def upgrade() -> None:
    op.execute(_TABLES)
    protect("comments")
