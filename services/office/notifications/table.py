"""The one table of notifications: which event tells whom, under which kind, what it opens, and the words.

Whoever has news adds a row here.
"""

from collections.abc import Mapping

from services.office.notifications.of_approvals import OF_APPROVALS
from services.office.notifications.rules import News, Opens
from shared.contracts.crm import events as crm
from shared.contracts.crm import reminders
from shared.contracts.crm.events import CustomerEvent

KINDS: Mapping[str, Mapping[str, str]] = {
    "assigned": {"zh-CN": "客户分配给我", "en": "Customers given to me"},
    "taken_away": {"zh-CN": "客户离开我", "en": "Customers taken from me"},
    "participant": {"zh-CN": "成为参与人", "en": "Made a participant"},
    "follow_up_due": {"zh-CN": "下次跟进提醒", "en": "Next follow-ups"},
    "falls_soon": {"zh-CN": "即将掉公海提醒", "en": "Before a customer falls into the pool"},
    "birthday": {"zh-CN": "联系人生日提醒", "en": "Birthdays of contacts"},
    "to_approve": {"zh-CN": "待我审批", "en": "Approvals for me"},
    "approval_finished": {"zh-CN": "审批结果", "en": "Results of my approvals"},
    "approval_copied": {"zh-CN": "审批抄送", "en": "Approvals copied to me"},
}
"""What an employee can switch on or off, in the order of the settings."""

ADDRESSES: Mapping[str, str] = {
    "customer": "/customers/{id}",
    "customers": "/customers",
    "contacts_of": "/customers/{id}?tab=contacts",
    "follow_up": "/follow-ups/{id}",
    "approval": "/approvals/{id}",
    "approvals": "/approvals",
}
"""Where the client shows a record, by the kind a notification opens."""


LONGEST = 120


def _customer(event: CustomerEvent) -> Opens:
    return Opens(kind="customer", id=event.customer_id)


def _named(event: CustomerEvent) -> dict[str, str]:
    return {"name": event.state["name"]}


def _dropped(event: crm.CustomerDroppedToPool) -> dict[str, str]:
    return _named(event) | {"rule": event.rule["name"] if event.rule else "", "reason": event.reason or ""}


def _birthday(event: reminders.ContactBirthdayNear) -> dict[str, str]:
    chinese, english = {0: ("今天", "today"), 1: ("明天", "tomorrow")}.get(
        event.days, (f"{event.days} 天后", f"in {event.days} days")
    )
    return {"name": event.name, "customer": event.customer_name, "when": chinese, "when_en": english, "on": event.on}


def _due(event: reminders.FollowUpDue) -> dict[str, str]:
    about = event.customer or event.lead
    return {"name": about["name"] if about else "", "content": _excerpt(event.content)}


def _excerpt(text: str) -> str:
    """Long words are cut, since a notification is read at a glance."""
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


TABLE: tuple[News, ...] = (
    News(
        name="customer_transferred_to_me",
        event=crm.CustomerTransferred,
        kind="assigned",
        told=lambda event: [event.state["owner"]],
        opens=_customer,
        facts=_named,
        words={"zh-CN": "{by}把客户「{name}」转移给你", "en": "{by} transferred the customer “{name}” to you"},
        many={"zh-CN": "{by}把「{name}」等 {count} 个客户转移给你", "en": "{by} transferred {count} customers to you"},
        opens_many="customers",
    ),
    News(
        name="customer_assigned_to_me",
        event=crm.CustomerAssigned,
        kind="assigned",
        told=lambda event: [event.state["owner"]],
        opens=_customer,
        facts=_named,
        words={
            "zh-CN": "{by}把公海客户「{name}」分配给你",
            "en": "{by} assigned the pool customer “{name}” to you",
        },
        many={
            "zh-CN": "{by}把「{name}」等 {count} 个公海客户分配给你",
            "en": "{by} assigned {count} pool customers to you",
        },
        opens_many="customers",
    ),
    News(
        name="customer_transferred_away",
        event=crm.CustomerTransferred,
        kind="taken_away",
        told=lambda event: [event.former_owner],
        opens=_customer,
        facts=lambda event: _named(event) | {"owner": event.state["owner"]["name"]},
        words={
            "zh-CN": "{by}把你的客户「{name}」转移给了{owner}",
            "en": "{by} transferred your customer “{name}” to {owner}",
        },
        many={
            "zh-CN": "{by}把你的「{name}」等 {count} 个客户转移给了{owner}",
            "en": "{by} transferred {count} of your customers to {owner}",
        },
        opens_many="customers",
    ),
    News(
        name="customer_fell",
        event=crm.CustomerDroppedToPool,
        kind="taken_away",
        when=lambda event: event.kind == "automatic",
        told=lambda event: [event.former_owner],
        opens=_customer,
        facts=_dropped,
        words={
            "zh-CN": "你的客户「{name}」已掉入公海，规则：{rule}",
            "en": "Your customer “{name}” fell into the pool by the rule “{rule}”",
        },
        many={
            "zh-CN": "你的「{name}」等 {count} 个客户已掉入公海",
            "en": "{count} of your customers fell into the pool",
        },
        opens_many="customers",
    ),
    News(
        name="customer_dropped_by_another",
        event=crm.CustomerDroppedToPool,
        kind="taken_away",
        when=lambda event: event.kind != "automatic",
        told=lambda event: [event.former_owner],
        opens=_customer,
        facts=_dropped,
        words={
            "zh-CN": "{by}把你的客户「{name}」投入了公海",
            "en": "{by} dropped your customer “{name}” to the pool",
        },
        text="{reason}",
        many={
            "zh-CN": "{by}把你的「{name}」等 {count} 个客户投入了公海",
            "en": "{by} dropped {count} of your customers to the pool",
        },
        opens_many="customers",
    ),
    News(
        name="made_participant",
        event=crm.CustomerParticipantsChanged,
        kind="participant",
        told=lambda event: event.added,
        opens=_customer,
        facts=_named,
        words={
            "zh-CN": "{by}邀请你参与客户「{name}」",
            "en": "{by} made you a participant of the customer “{name}”",
        },
        many={
            "zh-CN": "{by}邀请你参与「{name}」等 {count} 个客户",
            "en": "{by} made you a participant of {count} customers",
        },
        opens_many="customers",
    ),
    News(
        name="follow_up_due",
        event=reminders.FollowUpDue,
        kind="follow_up_due",
        told=lambda event: [event.written_by],
        opens=lambda event: Opens(kind="follow_up", id=event.follow_up_id),
        facts=_due,
        words={"zh-CN": "该跟进「{name}」了", "en": "It is time to follow up “{name}”"},
        text="{content}",
    ),
    News(
        name="customer_falls_soon",
        event=reminders.CustomerFallsSoon,
        kind="falls_soon",
        told=lambda event: [event.state["owner"]],
        opens=_customer,
        facts=lambda event: _named(event) | {"rule": event.rule["name"], "days": str(event.days)},
        words={
            "zh-CN": "客户「{name}」将在 {days} 天内掉入公海，规则：{rule}",
            "en": "The customer “{name}” falls into the pool within {days} days, by the rule “{rule}”",
        },
        many={
            "zh-CN": "「{name}」等 {count} 个客户即将掉入公海",
            "en": "{count} of your customers fall into the pool soon",
        },
        opens_many="customers",
    ),
    News(
        name="contact_birthday_near",
        event=reminders.ContactBirthdayNear,
        kind="birthday",
        told=lambda event: event.people,
        opens=lambda event: Opens(kind="contacts_of", id=event.customer_id),
        facts=_birthday,
        words={
            "zh-CN": "「{customer}」的联系人{name}{when}生日（{on}）",
            "en": "{name} of “{customer}” has a birthday {when_en} ({on})",
        },
    ),
    *OF_APPROVALS,
)
HEARD = tuple({news.event for news in TABLE})
BY_NAME: Mapping[str, News] = {news.name: news for news in TABLE}
