"""What a notification says, whom it may reach, and what of one act becomes one notification."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from shared.kernel.actor import Person
from shared.kernel.envelope import Envelope
from shared.kernel.events import Event

Language = Literal["zh-CN", "en"]
Words = Mapping[str, str]
NEWS_FOR = timedelta(days=7)


@dataclass(frozen=True, kw_only=True)
class Opens:
    """The record a notification opens; `id` is None for a whole list."""

    kind: str
    id: str | None


@dataclass(frozen=True, kw_only=True)
class News:
    """A row of the table: an event, the kind it is switched by, who is told, what it opens, and the words.

    `words` are filled with the facts, with `by`, who did it, and `count`; `many` are those for several of one act.
    """

    name: str
    event: type[Event]
    kind: str
    told: Callable[[Any], Iterable[Person | None]]
    opens: Callable[[Any], Opens]
    facts: Callable[[Any], Mapping[str, str]]
    words: Words
    text: str = ""
    many: Words | None = None
    opens_many: str | None = None
    when: Callable[[Any], bool] = lambda _: True


@dataclass(kw_only=True)
class Told:
    """One notification to be: `act` joins what one deed caused."""

    employee_id: str
    news: News
    act: str
    facts: dict[str, str]
    opens: Opens
    by: Person | None
    at: datetime
    count: int = 1

    @property
    def key(self) -> tuple[str, str, str]:
        return self.employee_id, self.news.name, self.act


def told_by(event: Event, envelope: Envelope, table: Iterable[News]) -> list[Told]:
    """Whom the event tells what; a person once, by the first row that names them, and never who did it."""
    by, made = envelope.actor, dict[str, Told]()
    for news in table:
        if not isinstance(event, news.event) or not news.when(event):
            continue
        for person in news.told(event):
            if person is None or person["id"] in made or (by is not None and person["id"] == by["id"]):
                continue
            made[person["id"]] = Told(
                employee_id=person["id"],
                news=news,
                act=_act(envelope, news=news),
                facts=dict(news.facts(event)),
                opens=news.opens(event),
                by=by,
                at=datetime.fromisoformat(envelope.occurred_at),
            )
    return list(made.values())


def is_news(occurred_at: str, *, now: datetime) -> bool:
    """What happened long ago, and is told again or late, troubles nobody."""
    return now - datetime.fromisoformat(occurred_at) < NEWS_FOR


def folded(several: Iterable[Told]) -> Sequence[Told]:
    """Those of one person, news and act as one, with the last one's facts."""
    kept: dict[tuple[str, str, str], Told] = {}
    for each in several:
        before = kept.get(each.key)
        if before is not None:
            each.count += before.count
        kept[each.key] = each
    return list(kept.values())


def _act(envelope: Envelope, *, news: News) -> str:
    """A request's many are one act, a timer's run too; what has no words for many stands by itself."""
    if news.many is None:
        return envelope.id
    return (envelope.request_id or envelope.id) if envelope.actor else envelope.occurred_at
