"""Comments on what one wrote, and words that name one with @."""

from collections.abc import Mapping

from services.office.notifications.rules import News, Opens, excerpt
from shared.contracts.crm import comments
from shared.contracts.crm import events as crm

THINGS: Mapping[str, tuple[str, str]] = {"follow_up": ("跟进", "follow-up")}
"""What comments stand on, as people call it."""


def _comment(event: comments.CommentWritten) -> dict[str, str]:
    thing, thing_en = THINGS[event.on["kind"]]
    return {"name": event.on["name"], "thing": thing, "thing_en": thing_en, "text": excerpt(event.text)}


def _commented(event: comments.CommentWritten) -> Opens:
    return Opens(kind=event.on["kind"], id=event.on["id"])


def _written(event: crm.FollowUpWritten) -> dict[str, str]:
    return {"name": event.customer_name or event.lead_name or "", "text": excerpt(event.content)}


ROWS: tuple[News, ...] = (
    News(
        name="mentioned_in_comment",
        event=comments.CommentWritten,
        kind="mention",
        told=lambda event: event.mentions,
        departments=lambda event: event.mentioned_departments,
        opens=_commented,
        facts=_comment,
        words={
            "zh-CN": "{by}在「{name}」的{thing}评论中提到了你",
            "en": "{by} mentioned you in a comment on a {thing_en} of “{name}”",
        },
        text="{text}",
    ),
    News(
        name="comment_on_mine",
        event=comments.CommentWritten,
        kind="comment",
        told=lambda event: [event.author],
        opens=_commented,
        facts=_comment,
        words={
            "zh-CN": "{by}评论了你对「{name}」的{thing}",
            "en": "{by} commented on your {thing_en} of “{name}”",
        },
        text="{text}",
    ),
    News(
        name="mentioned_in_follow_up",
        event=crm.FollowUpWritten,
        kind="mention",
        told=lambda event: event.mentions,
        departments=lambda event: event.mentioned_departments,
        opens=lambda event: Opens(kind="follow_up", id=event.follow_up_id),
        facts=_written,
        words={
            "zh-CN": "{by}在「{name}」的跟进中提到了你",
            "en": "{by} mentioned you in a follow-up of “{name}”",
        },
        text="{text}",
    ),
)
