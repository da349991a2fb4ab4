"""Events of comments."""

from dataclasses import dataclass, field
from typing import ClassVar, TypedDict

from shared.contracts.crm.events import Named
from shared.kernel.actor import Person
from shared.kernel.events import Event


class Commented(TypedDict):
    """What a comment stands on: its kind, such as follow_up, its id, and how people call it."""

    kind: str
    id: str
    name: str


@dataclass(frozen=True, kw_only=True)
class CommentWritten(Event):
    """Somebody wrote a comment on a thing; `author` is whose thing it is.

    Sent when saved. Heard by notifications (author, `mentions`, `mentioned_departments`) and live screens.
    """

    type: ClassVar[str] = "crm.comment.written"
    comment_id: str
    on: Commented
    customer: Named | None
    author: Person | None
    written_by: Person
    text: str
    mentions: list[Person] = field(default_factory=list)
    mentioned_departments: list[Named] = field(default_factory=list)


EVENTS: tuple[type[Event], ...] = (CommentWritten,)
