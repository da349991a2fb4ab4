"""What approvals tell whom."""

from collections.abc import Callable
from typing import Any

from services.office.notifications.rules import News, Opens, excerpt
from shared.contracts.office import events
from shared.kernel.actor import Person

_OF_ORDER = ("order", "termination")
_OUTCOMES = {
    "passed": ("已通过", "was approved"),
    "refused": ("未通过", "was refused"),
    "closed": ("已办结", "was closed"),
}


def _opens(event: events.ApprovalEvent) -> Opens:
    return Opens(kind="approval", id=event.approval_id)


def _opens_what_was_handed_in(event: events.ApprovalEvent) -> Opens:
    """There is no approval to open: an order opens itself, the rest is found at its customer."""
    if event.subject is not None and event.subject["kind"] in _OF_ORDER:
        return Opens(kind="order", id=event.subject["id"])
    if event.customer is None:
        return Opens(kind="approvals", id=event.approval_id)
    return Opens(kind="customer", id=event.customer["id"])


def _facts(event: events.ApprovalEvent, **more: str) -> dict[str, str]:
    cut = {name: excerpt(text) for name, text in more.items()}
    return {"title": event.title, "submitter": event.submitter["name"], **cut}


def _outcome(event: events.ApprovalFinished) -> dict[str, str]:
    chinese, english = _OUTCOMES[event.outcome]
    return _facts(event, outcome=chinese, outcome_en=english, reason=event.reason)


def _for_approvers(
    name: str,
    event: type[events.ApprovalEvent],
    *,
    told: Callable[[Any], list[Person]],
    zh: str,
    en: str,
    text: str = "",
) -> News:
    return News(
        name=name,
        event=event,
        kind="to_approve",
        told=told,
        opens=_opens,
        facts=lambda each: _facts(each, comment=getattr(each, "comment", "")),
        words={"zh-CN": zh, "en": en},
        text=text,
    )


ROWS: tuple[News, ...] = (
    _for_approvers(
        "approval_assigned",
        events.ApprovalAssigned,
        told=lambda event: event.approvers,
        zh="{submitter}的「{title}」待你审批",
        en="“{title}” of {submitter} waits for your approval",
    ),
    _for_approvers(
        "approval_handed_on",
        events.ApprovalHandedOn,
        told=lambda event: [event.approver],
        zh="{by}把「{title}」转交给你审批",
        en="{by} handed “{title}” on to you for approval",
        text="{comment}",
    ),
    _for_approvers(
        "approval_urged",
        events.ApprovalUrged,
        told=lambda event: event.approvers,
        zh="{by}催你审批「{title}」",
        en="{by} asks you to act on “{title}”",
    ),
    News(
        name="approval_finished",
        event=events.ApprovalFinished,
        kind="approval_finished",
        when=lambda event: event.outcome in _OUTCOMES,
        told=lambda event: [event.submitter],
        opens=_opens,
        facts=_outcome,
        words={"zh-CN": "你提交的「{title}」{outcome}", "en": "Your “{title}” {outcome_en}"},
        text="{reason}",
    ),
    News(
        name="approval_not_opened",
        event=events.ApprovalNotOpened,
        kind="approval_finished",
        told=lambda event: [event.submitter],
        opens=_opens_what_was_handed_in,
        facts=lambda event: _facts(event, detail=event.detail),
        words={"zh-CN": "「{title}」未能提交审批", "en": "“{title}” could not be submitted for approval"},
        text="{detail}",
    ),
    News(
        name="approval_copied",
        event=events.ApprovalCopied,
        kind="approval_copied",
        told=lambda event: event.people,
        opens=_opens,
        facts=_facts,
        words={"zh-CN": "{submitter}的「{title}」抄送给你", "en": "“{title}” of {submitter} was copied to you"},
    ),
)
