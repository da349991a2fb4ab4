"""What the clock reminds of."""

from services.office.notifications.rules import News, Opens, days_ahead, excerpt
from shared.contracts.crm import reminders


def _birthday(event: reminders.ContactBirthdayNear) -> dict[str, str]:
    return {"name": event.name, "customer": event.customer_name, "on": event.on} | days_ahead(event.days)


def _due(event: reminders.FollowUpDue) -> dict[str, str]:
    about = event.customer or event.lead
    return {"name": about["name"] if about else "", "content": excerpt(event.content)}


ROWS: tuple[News, ...] = (
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
        opens=lambda event: Opens(kind="customer", id=event.customer_id),
        facts=lambda event: {"name": event.state["name"], "rule": event.rule["name"], "days": str(event.days)},
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
            "zh-CN": "「{customer}」的联系人 {name} {when}生日（{on}）",
            "en": "{name} of “{customer}” has a birthday {when_en} ({on})",
        },
    ),
)
