"""What the CRM hands to the office to be approved: the part that every submitting event carries."""

from dataclasses import dataclass
from typing import Any, ClassVar, TypedDict

from shared.contracts.crm.events import Named
from shared.kernel.actor import Person
from shared.kernel.events import Event

SUBJECTS = ("opportunity", "order", "collection", "termination")


class Subject(TypedDict):
    """What is to be approved: `kind` is one of `SUBJECTS`; `submission` counts from 1."""

    kind: str
    id: str
    name: str
    submission: int


class ApprovalRequest(TypedDict):
    """How the approval is to be opened.

    `form` names the built-in form; `fields` answers its questions by key, texts, numbers and dates as a person would
    enter them; what the form does not ask is left aside. The built-in questions: win asks amount, expected_on,
    products, note; order asks amount, product_total, products, note; collection asks amount, received_on, method,
    note; termination asks amount, reason.
    """

    form: str
    title: str
    fields: dict[str, Any]
    customer: Named | None
    submitter: Person


@dataclass(frozen=True, kw_only=True)
class SubmittedForApproval(Event):
    """Base of the events that open an approval: once per kind, id and submission of the subject."""

    type: ClassVar[str]
    subject: Subject
    approval: ApprovalRequest
