"""Events of the office. Each approval event carries whose it is and what it is about, names as they were."""

from dataclasses import dataclass, field
from typing import ClassVar, TypedDict

from shared.contracts.crm.events import Named
from shared.contracts.crm.submissions import Subject
from shared.kernel.actor import Person
from shared.kernel.events import Event


class ApprovalAnswer(TypedDict):
    """One answer of the form, as people read it; long ones are cut at 200 characters."""

    key: str
    title: str
    text: str


@dataclass(frozen=True, kw_only=True)
class ApprovalEvent(Event):
    """Something happened to one approval.

    `form` is the kind of its form (leave, travel, order, ... general); `subject` is None where a person filled the form
    in by hand.
    """

    approval_id: str
    title: str
    form: str
    submitter: Person
    subject: Subject | None
    customer: Named | None = None


@dataclass(frozen=True, kw_only=True)
class ApprovalOpened(ApprovalEvent):
    """An approval was submitted and has begun, once per subject and submission.

    `approvers` are all who stand on its way, whose turn comes later too.

    Sent when an employee submits a form, or another service hands something in. Heard by the service of the subject.
    """

    type: ClassVar[str] = "office.approval.opened"
    template: Named
    template_version: int
    answers: list[ApprovalAnswer] = field(default_factory=list)
    approvers: list[Person] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class ApprovalNotOpened(ApprovalEvent):
    """Something handed in could not begin its way; `detail` tells the submitter why, in words.

    `reason` is "no_flow" (nobody configured one), "no_approver" (nobody could judge) or "unfit" (fields are wrong).

    Sent when a submission of another service finds no flow, or nobody who could judge. Heard by the service of the
    subject and by notifications; `approval_id` names no approval.
    """

    type: ClassVar[str] = "office.approval.not_opened"
    reason: str
    detail: str


@dataclass(frozen=True, kw_only=True)
class ApprovalAssigned(ApprovalEvent):
    """It is now the turn of these approvers.

    Sent when a step begins, and when somebody is added to the one that runs. Heard by notifications.
    """

    type: ClassVar[str] = "office.approval.assigned"
    step: str
    approvers: list[Person]


@dataclass(frozen=True, kw_only=True)
class ApprovalJudged(ApprovalEvent):
    """An approver judged: `judgement` is "approved", "refused" or "closed".

    Sent when they did. Heard by live screens.
    """

    type: ClassVar[str] = "office.approval.judged"
    step: str
    by: Person
    judgement: str
    comment: str


@dataclass(frozen=True, kw_only=True)
class ApprovalHandedOn(ApprovalEvent):
    """An approver handed their part on to somebody else, whose turn it is now.

    Sent when they did. Heard by notifications.
    """

    type: ClassVar[str] = "office.approval.handed_on"
    step: str
    former: Person
    approver: Person
    comment: str


@dataclass(frozen=True, kw_only=True)
class ApprovalUrged(ApprovalEvent):
    """The submitter asks those whose turn it is to act.

    Sent when urged, at most once an hour. Heard by notifications.
    """

    type: ClassVar[str] = "office.approval.urged"
    approvers: list[Person]


@dataclass(frozen=True, kw_only=True)
class ApprovalCopied(ApprovalEvent):
    """These people were given a copy to read.

    Sent when the approval passes the place of its way where they stand. Heard by notifications.
    """

    type: ClassVar[str] = "office.approval.copied"
    people: list[Person]


@dataclass(frozen=True, kw_only=True)
class ApprovalFinished(ApprovalEvent):
    """The approval is over: `outcome` is "passed", "refused", "closed" or "withdrawn".

    `reason` is the one of a refusal or withdrawal, empty otherwise; `by` who ended it, None where nobody was left to
    judge. Sent when it ends. Heard by the service of the subject, and by notifications.
    """

    type: ClassVar[str] = "office.approval.finished"
    outcome: str
    reason: str
    by: Person | None


EVENTS: tuple[type[Event], ...] = (
    ApprovalOpened,
    ApprovalNotOpened,
    ApprovalAssigned,
    ApprovalJudged,
    ApprovalHandedOn,
    ApprovalUrged,
    ApprovalCopied,
    ApprovalFinished,
)
