"""What a notification says, whom it may reach, and what of one act becomes one notification."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any, Literal

from shared.contracts.crm.events import Named
from shared.kernel.actor import Person
from shared.kernel.envelope import Envelope
from shared.kernel.events import Event

Language = Literal["zh-CN", "en"]
Words = Mapping[str, str]
Members = Mapping[str, Collection[str]]
NO_MEMBERS: Members = {}
LONGEST = 120
NEWS_FOR = timedelta(days=7)


@dataclass(frozen=True, kw_only=True)
class Opens:
    """The record a notification opens; `id` is None for a whole list."""

    kind: str
    id: str | None


@dataclass(frozen=True, kw_only=True)
class News:
    """A row of the table: an event, the kind it is switched by, who is told, what it opens, and the words.

    All people of `departments` are told too. `words` are filled with the facts, with `by`, who did it, and `count`;
    `many` are those for several of one act.
    """

    name: str
    event: type[Event]
    kind: str
    told: Callable[[Any], Iterable[Person | None]]
    opens: Callable[[Any], Opens]
    facts: Callable[[Any], Mapping[str, str]]
    departments: Callable[[Any], Iterable[Named]] = lambda _: ()
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


def told_by(event: Event, envelope: Envelope, table: Iterable[News], *, members: Members = NO_MEMBERS) -> list[Told]:
    """Whom the event tells what; a person once, by the first row that names them, and never who did it."""
    by, made = envelope.actor, dict[str, Told]()
    for news in table:
        if not isinstance(event, news.event) or not news.when(event):
            continue
        for employee_id in _reached(news, event, members=members):
            if employee_id in made or (by is not None and employee_id == by["id"]):
                continue
            made[employee_id] = Told(
                employee_id=employee_id,
                news=news,
                act=_act(envelope, news=news),
                facts=dict(news.facts(event)),
                opens=news.opens(event),
                by=by,
                at=datetime.fromisoformat(envelope.occurred_at),
            )
    return list(made.values())


def departments_of(event: Event, table: Iterable[News]) -> set[str]:
    """The departments whose people are told."""
    return {each["id"] for news in table if isinstance(event, news.event) for each in news.departments(event)}


def days_ahead(days: int) -> dict[str, str]:
    """How far off something is, in words of both languages."""
    chinese, english = {0: ("今天", "today"), 1: ("明天", "tomorrow")}.get(days, (f"{days} 天后", f"in {days} days"))
    return {"when": chinese, "when_en": english}


def in_thousands(amount: str) -> str:
    """`2600.00` as people read it: `2,600.00`."""
    return f"{Decimal(amount):,.2f}"


def excerpt(text: str) -> str:
    """Long words are cut, since a notification is read at a glance."""
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


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


def _reached(news: News, event: Event, *, members: Members) -> Iterator[str]:
    yield from (each["id"] for each in news.told(event) if each is not None)
    for department in news.departments(event):
        yield from members.get(department["id"], ())


def _act(envelope: Envelope, *, news: News) -> str:
    """A request's many are one act, a timer's run too; what has no words for many stands by itself."""
    if news.many is None:
        return envelope.id
    return (envelope.request_id or envelope.id) if envelope.actor else envelope.occurred_at
