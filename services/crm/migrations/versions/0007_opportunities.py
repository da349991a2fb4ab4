"""Opportunities, the stages they go through, and what a company sets about its deals."""

from alembic import op

from shared.database.security import protect

revision = "0007"
down_revision = "0006"

_TABLES = """
alter table choices
  add column chance int check (chance between 0 and 100),
  add column outcome text check (outcome in ('open', 'won', 'lost')),
  add check ((kind = 'stages') = (outcome is not null));
create table deal_terms (
  company_id uuid not null, version int not null, win_approval boolean not null,
  termination_to text not null check (termination_to in ('developing', 'pool')),
  primary key (company_id)
);
create table opportunities (
  company_id uuid not null, id uuid not null, version int not null, customer_id uuid not null, title text not null,
  owner_id uuid not null, stage_id uuid not null, former_stage_id uuid, outcome text not null, approval text not null,
  submission int not null, expected_amount numeric(14, 2) check (expected_amount >= 0), expected_on date, note text,
  loss_reason_id uuid, won_at timestamptz, fields jsonb not null default '{}',
  created_at timestamptz not null, created_by uuid not null, updated_at timestamptz not null,
  primary key (company_id, id),
  foreign key (company_id, customer_id) references customers (company_id, id) on delete cascade,
  foreign key (company_id, stage_id) references choices (company_id, id),
  foreign key (company_id, former_stage_id) references choices (company_id, id),
  foreign key (company_id, loss_reason_id) references choices (company_id, id),
  check ((outcome = 'lost') = (loss_reason_id is not null)),
  check ((outcome = 'won') = (won_at is not null))
);
create index opportunities_owner on opportunities (company_id, owner_id, created_at, id);
create index opportunities_created on opportunities (company_id, created_at, id);
create index opportunities_customer on opportunities (company_id, customer_id, created_at);
create index opportunities_stage on opportunities (company_id, stage_id, expected_on);
create index opportunities_former_stage on opportunities (company_id, former_stage_id);
create index opportunities_loss_reason on opportunities (company_id, loss_reason_id) where loss_reason_id is not null;
create table opportunity_products (
  company_id uuid not null, opportunity_id uuid not null, product_id uuid not null,
  primary key (company_id, opportunity_id, product_id),
  foreign key (company_id, opportunity_id) references opportunities (company_id, id) on delete cascade,
  foreign key (company_id, product_id) references products (company_id, id)
);
create index opportunity_products_product on opportunity_products (company_id, product_id);
"""

# Companies founded before get what a new one starts with.
_FIRST = """
alter table choices no force row level security;
alter table companies no force row level security;
insert into choices (company_id, id, version, kind, name, "order", enabled, chance, outcome)
  select companies.company_id, gen_random_uuid(), 1, first.kind, first.name, place, true, chance, outcome
  from companies, (values
    ('stages', '初步接洽', 1, 10, 'open'), ('stages', '需求确定', 2, 30, 'open'),
    ('stages', '方案/报价', 3, 50, 'open'),
    ('stages', '谈判/合同', 4, 80, 'open'), ('stages', '赢单', 5, 100, 'won'), ('stages', '输单', 6, 0, 'lost'),
    ('loss-reasons', '价格太高', 1, null, null), ('loss-reasons', '选择竞品', 2, null, null),
    ('loss-reasons', '预算取消', 3, null, null), ('loss-reasons', '需求变化', 4, null, null),
    ('loss-reasons', '其他', 5, null, null)
  ) as first (kind, name, place, chance, outcome);
alter table choices force row level security;
alter table companies force row level security;
"""


def upgrade() -> None:
    op.execute(_TABLES)
    op.execute(_FIRST)
    for table in ("deal_terms", "opportunities", "opportunity_products"):
        protect(table)
