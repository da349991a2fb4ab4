"""Statuses and tags of signed customers, and what each becomes when its customer changes stage (S4)."""

from alembic import op

revision = "0025"
down_revision = "0024"

_LISTS = """
alter table choices add column becomes_id uuid;
alter table choices add foreign key (company_id, becomes_id) references choices (company_id, id)
  on delete set null (becomes_id);
alter table choices no force row level security;
insert into choices (company_id, id, version, kind, name, "order", enabled, stage)
  select company_id, gen_random_uuid(), 0, kind, name, place, true, stage
  from (select distinct company_id from choices) as companies cross join (values
    ('signed-statuses', '新签约', 1, null), ('signed-statuses', '正常合作', 2, null),
    ('signed-statuses', '待续约', 3, null), ('signed-statuses', '停止合作', 4, null),
    ('signed-tags', 'A 类客户', 1, 'signed'), ('signed-tags', 'B 类客户', 2, 'signed'),
    ('signed-tags', 'C 类客户', 3, 'signed')) as first (kind, name, place, stage);
update choices before set becomes_id = after.id from choices after
  where before.kind = 'customer-statuses' and after.company_id = before.company_id
  and after.kind = 'signed-statuses' and after.name = '新签约';
update choices before set becomes_id = after.id from choices after
  where before.kind = 'signed-statuses' and after.company_id = before.company_id
  and after.kind = 'customer-statuses' and after.name = '有意向';
alter table choices force row level security;
"""


def upgrade() -> None:
    op.execute(_LISTS)
