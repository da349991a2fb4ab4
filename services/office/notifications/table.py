"""The one table of notifications: which event tells whom, under which kind, what it opens, and the words.

Whoever has news adds a row, in `news/`.
"""

from collections.abc import Mapping

from services.office.notifications.news import approvals, customers, deals, reminders, talk
from services.office.notifications.rules import News

KINDS: Mapping[str, Mapping[str, str]] = {
    "to_approve": {"zh-CN": "待我审批", "en": "Approvals for me"},
    "approval_finished": {"zh-CN": "审批结果", "en": "Results of my approvals"},
    "approval_copied": {"zh-CN": "审批抄送", "en": "Approvals copied to me"},
    "mention": {"zh-CN": "提到我的", "en": "Mentions of me"},
    "comment": {"zh-CN": "评论我的", "en": "Comments on mine"},
    "assigned": {"zh-CN": "客户分配给我", "en": "Customers given to me"},
    "taken_away": {"zh-CN": "客户离开我", "en": "Customers taken from me"},
    "participant": {"zh-CN": "成为参与人", "en": "Made a participant"},
    "follow_up_due": {"zh-CN": "下次跟进提醒", "en": "Next follow-ups"},
    "falls_soon": {"zh-CN": "即将掉公海提醒", "en": "Before a customer falls into the pool"},
    "payment_due": {"zh-CN": "计划回款提醒", "en": "Planned collections"},
    "order": {"zh-CN": "订单进展", "en": "Progress of my orders"},
    "birthday": {"zh-CN": "联系人生日提醒", "en": "Birthdays of contacts"},
}
"""What an employee can switch on or off, in the order of the settings."""

ADDRESSES: Mapping[str, str] = {
    "customer": "/customers/{id}",
    "customers": "/customers",
    "contacts_of": "/customers/{id}?tab=contacts",
    "follow_up": "/follow-ups/{id}",
    "order": "/orders/{id}",
    "payments_of": "/orders/{id}?tab=collections",
    "approval": "/approvals/{id}",
    "approvals": "/approvals",
}
"""Where the client shows a record, by the kind a notification opens."""

TABLE: tuple[News, ...] = (*talk.ROWS, *customers.ROWS, *reminders.ROWS, *deals.ROWS, *approvals.ROWS)
HEARD = tuple({news.event for news in TABLE})
BY_NAME: Mapping[str, News] = {news.name: news for news in TABLE}
