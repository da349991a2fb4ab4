"""Events of opportunities. Each carries the opportunity as it is after the event, names as they were."""

from dataclasses import dataclass, field
from typing import Any, ClassVar, TypedDict

from shared.contracts.crm.events import Named
from shared.contracts.crm.submissions import SubmittedForApproval
from shared.kernel.actor import Person
from shared.kernel.events import Event


class OpportunityState(TypedDict):
    """An opportunity after an event.

    `outcome` is "open", "won" or "lost"; `approval` of a win is "not_needed", "waiting", "running", "refused",
    "passed" or "closed"; `expected_amount` is money.
    """

    title: str
    customer: Named
    owner: Person
    stage: Named
    chance: int
    outcome: str
    approval: str
    expected_amount: str | None
    expected_on: str | None
    products: list[Named]


@dataclass(frozen=True, kw_only=True)
class OpportunityEvent(Event):
    """Something happened to one opportunity."""

    opportunity_id: str
    state: OpportunityState


@dataclass(frozen=True, kw_only=True)
class OpportunityCreated(OpportunityEvent):
    """An employee saw an opportunity with a customer. Sent when saved (P3). Heard by live screens."""

    type: ClassVar[str] = "crm.opportunity.created"


@dataclass(frozen=True, kw_only=True)
class OpportunityChanged(OpportunityEvent):
    """Data of an opportunity changed; `changes` maps field to [before, after].

    Sent when saved. Heard by live screens.
    """

    type: ClassVar[str] = "crm.opportunity.changed"
    changes: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class OpportunityMoved(OpportunityEvent):
    """An opportunity went from one open stage to another, or was opened again.

    Sent when moved by hand (P4). Heard by live screens.
    """

    type: ClassVar[str] = "crm.opportunity.moved"
    before: Named


@dataclass(frozen=True, kw_only=True)
class OpportunityWinSubmitted(SubmittedForApproval):
    """A win waits for its approval (P5).

    Sent when an opportunity is moved to the stage of wins where the company asks for an approval. Heard by the office.
    """

    type: ClassVar[str] = "crm.opportunity.win_submitted"
    opportunity_id: str
    state: OpportunityState


@dataclass(frozen=True, kw_only=True)
class OpportunityApprovalChanged(OpportunityEvent):
    """The approval of a win began, or was refused, withdrawn or found no flow: then the former stage holds again.

    Sent when the office told so. Heard by live screens.
    """

    type: ClassVar[str] = "crm.opportunity.approval_changed"
    reason: str | None = None


@dataclass(frozen=True, kw_only=True)
class OpportunityWon(OpportunityEvent):
    """An opportunity was won for good.

    Sent when moved by hand without an approval, or when the approval passed or was closed. Heard by stats (Q7).
    """

    type: ClassVar[str] = "crm.opportunity.won"


@dataclass(frozen=True, kw_only=True)
class OpportunityLost(OpportunityEvent):
    """An opportunity was lost, for one of the company's reasons. Sent when moved by hand. Heard by live screens."""

    type: ClassVar[str] = "crm.opportunity.lost"
    reason: Named


@dataclass(frozen=True, kw_only=True)
class OpportunityOwnerChanged(OpportunityEvent):
    """An open opportunity went to another owner with its customer.

    Sent when the customer was transferred (C3). Heard by live screens.
    """

    type: ClassVar[str] = "crm.opportunity.owner_changed"
    former_owner: Person


@dataclass(frozen=True, kw_only=True)
class OpportunityDeleted(OpportunityEvent):
    """An opportunity was removed. Sent when deleted. Heard by live screens."""

    type: ClassVar[str] = "crm.opportunity.deleted"


EVENTS: tuple[type[Event], ...] = (
    OpportunityCreated,
    OpportunityChanged,
    OpportunityMoved,
    OpportunityWinSubmitted,
    OpportunityApprovalChanged,
    OpportunityWon,
    OpportunityLost,
    OpportunityOwnerChanged,
    OpportunityDeleted,
)
