"""A million customers in the table, a hundred thousand of them the demo company's, written straight to the database."""

from typing import Any
from uuid import UUID

import psycopg2

from tools.demo import DEMO
from tools.devstack.waiting import wait_until

OTHERS = 9
EACH = 100_000
_INSERT = """
insert into customers (company_id, id, version, name, phone, address, stage, owner_id, status_id,
                       created_at, created_by, updated_at, updated_by, taken_at, followed_at, falls_at, falls_rule_id)
select %(company)s, md5(%(company)s || n)::uuid, 1,
       (array['成都', '重庆', '上海', '北京', '广州', '深圳', '杭州', '西安'])[1 + n %% 8]
         || (array['玉堂', '思博特', '鸿空间', '家和', '锦江', '蜀鼎', '乐育', '金刚石', '友趣'])[1 + n %% 9]
         || (array['火锅', '软件', '设计', '家居', '图文', '餐饮', '教育', '刀具', '网络科技'])[1 + n / 9 %% 9] || n,
       '139' || lpad(n::text, 8, '0'), '天府大道 ' || n %% 999 || ' 号', 'developing',
       (%(owners)s::uuid[])[1 + n %% cardinality(%(owners)s::uuid[])], (%(statuses)s::uuid[])[1 + n %% 5],
       now() - n * interval '1 minute', (%(owners)s::uuid[])[1], now() - n * interval '1 minute',
       (%(owners)s::uuid[])[1], now() - n * interval '1 minute', null, null, null
from generate_series(1, %(rows)s) as n
"""


def fill_customers(admin_url: str) -> None:
    """Ten companies with 100,000 customers each; the demo company's belong to its employees in turns."""
    connection = psycopg2.connect(admin_url.rpartition("/")[0] + "/kuaiqi_crm")
    try:
        with connection, connection.cursor() as cursor:
            owners = _column(cursor, "select id::text from employees where company_id = %s order by account", DEMO)
            statuses = _column(
                cursor,
                "select id::text from choices where company_id = %s and kind = 'customer-statuses' order by \"order\"",
                DEMO,
            )
            cursor.execute(_INSERT, {"company": DEMO, "owners": owners, "statuses": statuses, "rows": EACH})
            for number in range(OTHERS):
                company = str(UUID(int=number + 1))
                cursor.execute(_INSERT, {"company": company, "owners": [company], "statuses": [None] * 5, "rows": EACH})
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute("vacuum analyze customers, search_entries")
            wait_until(lambda: _none_unmarked(cursor), what="the marks of the search", within=1_800)
            cursor.execute("vacuum analyze search_entries")
    finally:
        connection.close()


def _none_unmarked(cursor: Any) -> bool:
    cursor.execute("select not exists (select from search_entries where marks is null)")
    return bool(cursor.fetchone()[0])


def _column(cursor: Any, statement: str, *parameters: str) -> list[str]:
    cursor.execute(statement, parameters)
    return [value for (value,) in cursor.fetchall()]
