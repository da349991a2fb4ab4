"""The roles that a company began with get what a founding gives them today: rankings, and setting targets.

Nobody could have taken these away from them before, since they were not there.
"""

from alembic import op

revision = "0007"
down_revision = "0006"

_SCOPES = {"主管": "department_and_below", "员工": "self"}
_NEW_FUNCTIONS = ("customer_ranking", "product_ranking")
_GIVE = """
update roles set version = version + 1,
  functions = '{{"{function}": {{"kind": "{scope}"}}}}'::jsonb || functions
where name = '{role}' and not administrator and not functions ? '{function}'
"""
_MAY_SET_TARGETS = """
update roles set version = version + 1,
  actions = (select jsonb_agg(each order by each) from jsonb_array_elements(actions || '["set_targets"]') each)
where name = '主管' and not administrator and not actions ? 'set_targets'
"""


def upgrade() -> None:
    op.execute("alter table roles no force row level security")
    for role, scope in _SCOPES.items():
        for function in _NEW_FUNCTIONS:
            op.execute(_GIVE.format(role=role, scope=scope, function=function))
    op.execute(_MAY_SET_TARGETS)
    op.execute("alter table roles force row level security")
