"""What there is to tell of orders beside their approval, and of payments to come."""

from services.office.notifications.rules import News, Opens, days_ahead, in_thousands
from shared.contracts.crm import collections, orders


def _due(event: collections.CollectionPlanDueNear) -> dict[str, str]:
    return {"title": event.order["title"], "amount": in_thousands(event.state["amount"])} | days_ahead(event.days)


def _order(event: orders.OrderEvent) -> dict[str, str]:
    return {"title": event.state["title"], "customer": event.state["customer"]["name"]}


ROWS: tuple[News, ...] = (
    News(
        name="payment_due",
        event=collections.CollectionPlanDueNear,
        kind="payment_due",
        told=lambda event: [event.order["owner"]],
        opens=lambda event: Opens(kind="payments_of", id=event.order_id),
        facts=_due,
        words={
            "zh-CN": "订单「{title}」{when}计划回款 ¥{amount}",
            "en": "¥{amount} of the order “{title}” is due {when_en}",
        },
    ),
    News(
        name="order_lacks_stock",
        event=orders.OrderRefused,
        kind="order",
        when=lambda event: event.cause == "stock",
        told=lambda event: [event.state["owner"]],
        opens=lambda event: Opens(kind="order", id=event.order_id),
        facts=lambda event: _order(event) | {"reason": event.reason or ""},
        words={
            "zh-CN": "订单「{title}」审批通过但未能生效：{reason}",
            "en": "The order “{title}” passed but could not take effect: {reason}",
        },
    ),
    News(
        name="order_handed_over",
        event=orders.OrderOwnerChanged,
        kind="order",
        told=lambda event: [event.state["owner"]],
        opens=lambda event: Opens(kind="order", id=event.order_id),
        facts=_order,
        words={
            "zh-CN": "{by}把「{customer}」的订单「{title}」交给了你",
            "en": "{by} handed you the order “{title}” of “{customer}”",
        },
    ),
)
