"""Customers that come to somebody, leave them, or let them join."""

from services.office.notifications.rules import News, Opens
from shared.contracts.crm import events as crm
from shared.contracts.crm.events import CustomerEvent


def _customer(event: CustomerEvent) -> Opens:
    return Opens(kind="customer", id=event.customer_id)


def _named(event: CustomerEvent) -> dict[str, str]:
    return {"name": event.state["name"]}


def _dropped(event: crm.CustomerDroppedToPool) -> dict[str, str]:
    return _named(event) | {"rule": event.rule["name"] if event.rule else "", "reason": event.reason or ""}


ROWS: tuple[News, ...] = (
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
)
