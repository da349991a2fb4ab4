"""Domain events: facts in the past tense that one service tells the others.

An event class is a promise: fields are only ever added, each with a default; anything else is a new `schema`. Values
are JSON-native (ids and times as strings), nested ones are typed dictionaries, so that what is stored is what is sent.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from typing import Any, ClassVar, Self


@dataclass(frozen=True, kw_only=True)
class Event:
    """Something that happened to one aggregate.

    `type` is `service.aggregate.happening`; the field `{aggregate}_id` names the aggregate it happened to.
    """

    type: ClassVar[str]
    schema: ClassVar[int] = 1

    @property
    def service(self) -> str:
        return self.type.split(".")[0]

    @property
    def aggregate(self) -> str:
        return self.type.split(".")[1]

    @property
    def aggregate_id(self) -> str:
        return str(getattr(self, f"{self.aggregate}_id"))

    def to_data(self) -> dict[str, Any]:
        return {each.name: getattr(self, each.name) for each in fields(self)}

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Self:
        """Reads what a newer or older sender wrote: unknown fields are left aside, absent ones take their default."""
        known = _names(cls)  # type: ignore[arg-type]  # a class of ours
        if data.keys() != known:
            return cls(**{name: value for name, value in data.items() if name in known})
        made = object.__new__(cls)  # all is there: setting it one by one costs a tenth of hearing an event
        made.__dict__.update(data)
        return made

    def versions(self, version: int) -> list[tuple[str, str, int]]:
        """Which aggregates this event brings to which version: (aggregate, id, version)."""
        return [(self.aggregate, self.aggregate_id, version)]


@cache
def _names(event_class: type[Event]) -> frozenset[str]:
    return frozenset(each.name for each in fields(event_class))
