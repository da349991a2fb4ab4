"""Events of a company's lists of choices."""

from dataclasses import dataclass
from typing import ClassVar

from shared.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class ChoiceChanged(Event):
    """An entry of a configured list was renamed, or switched on or off; `kind` names the list.

    Sent when saved (C19). Heard by stats, whose columns bear the names of statuses and tags.
    """

    type: ClassVar[str] = "crm.choice.changed"
    choice_id: str
    kind: str
    name: str
    enabled: bool


EVENTS: tuple[type[Event], ...] = (ChoiceChanged,)
