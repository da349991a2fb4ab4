"""A company's working days: who creates, follows up, drops, takes, on which day and at what time."""

import heapq
import random
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from typing import Any

from shared.kernel.actor import Actor
from tools.demodata import words
from tools.demodata.deals import Deal, course
from tools.demodata.office import Settings

_WORKDAYS = 5
# What the acts of a day are, as shares that add up to one.
_CREATING, _FOLLOWING_UP, _DROPPING, _LEADS = 0.3, 0.52, 0.055, 0.09
_WITH_CONTACT, _MOVES_ON, _DEALS = 0.6, 0.3, 0.5
_VISITED, _CALLED = 0.12, 0.25
_NEW_LEAD, _CONVERTED = 0.45, 0.15
_AROUND = 0.06  # degrees
# A customer that was quiet for so long is looked after, so that only the forgotten few fall by the pool's rule.
_QUIET, _GIVEN_UP, _FORGOTTEN = timedelta(days=25), 0.4, 0.03


@dataclass(frozen=True, kw_only=True)
class Act:
    """One thing somebody does at a moment. `about` is the customer or lead; `of` the deal, where it is part of one."""

    at: datetime
    who: Actor
    operation: str
    arguments: dict[str, Any]
    about: "Known | Lead | None" = None
    of: Deal | None = None


@dataclass
class Known:
    """A customer as the story knows it; `id` is there once it was created, and who deals with one keeps it."""

    owner: Actor | None
    touched: datetime
    step: int = 0
    id: str = ""
    dealing: bool = False
    phone: str = ""
    position: dict[str, float] = field(default_factory=dict)


@dataclass
class Lead:
    """A lead as the story knows it, until it is made a customer."""

    owner: Actor
    phone: str
    id: str = ""


@dataclass
class Story:
    """Days drawn from a seed, so that the same size gives the same company."""

    colleagues: list[Actor]
    settings: Settings
    customers: int
    days: int
    seed: int = 20_260_501
    known: list[Known] = field(default_factory=list)
    leads: list[Lead] = field(default_factory=list)
    pool: deque[Known] = field(default_factory=deque)
    to_come: list[tuple[datetime, int, Act]] = field(default_factory=list)
    _numbers: Iterator[int] = field(default_factory=count)

    def acts(self, *, until: datetime) -> Iterator[Act]:
        """In the order of time, the last of them before `until`."""
        chosen = random.Random(self.seed)
        first = until - timedelta(days=self.days)
        dates = [first + timedelta(days=number) for number in range(self.days)]
        dates = [day for day in dates if day.weekday() < _WORKDAYS]
        for day in dates:
            yield from self._come(day)
            yield from self._look_after_the_quiet(chosen, day)
            acts = [self._draw(chosen) for _ in range(self._acts_a_day(len(dates)))]
            moments = sorted(chosen.uniform(0, 9 * 3600) for _ in acts)
            for seconds, draw in zip(moments, acts, strict=True):
                moment = day + timedelta(seconds=seconds)
                yield from self._come(moment)
                yield from draw(chosen, moment)
        yield from self._come(until)

    def length(self) -> int:
        """About how many acts there are."""
        return self.customers * 10 // 3

    def _look_after_the_quiet(self, chosen: random.Random, at: datetime) -> Iterator[Act]:
        for customer in self.known:
            if customer.owner is None or at - customer.touched < _QUIET or chosen.random() < _FORGOTTEN:
                continue
            act = self._give_up if chosen.random() < _GIVEN_UP and not customer.dealing else self._talk
            yield act(chosen, customer, at)

    def _acts_a_day(self, days: int) -> int:
        return max(1, self.length() // max(1, days))

    def _draw(self, chosen: random.Random) -> Any:
        draws = (self._create, self._follow_up, self._drop, self._work_on_leads, self._take)
        shares = (_CREATING, _FOLLOWING_UP, _DROPPING, _LEADS)
        return chosen.choices(draws, weights=(*shares, 1 - sum(shares)))[0]

    def _create(self, chosen: random.Random, at: datetime) -> Iterator[Act]:
        who = chosen.choice(self.colleagues)
        city = chosen.choice(words.CITIES)
        customer = Known(owner=who, touched=at, phone=_phone(chosen), position=_around(chosen, city))
        self.known.append(customer)
        draft = {
            "name": f"{city}{chosen.choice(words.NAMES)}{chosen.choice(words.TRADES)}{chosen.choice(words.FORMS)}",
            "phone": customer.phone,
            "position": customer.position,
            "address": f"{city}市{chosen.choice(words.STREETS)} {chosen.randrange(1, 999)} 号",
            "status_id": self.settings.statuses[0],
            "tag_ids": chosen.sample(self.settings.tags, k=chosen.choice((0, 0, 1, 2))),
        }
        yield Act(at=at, who=who, operation="create_customer", arguments=draft, about=customer)
        if chosen.random() < _WITH_CONTACT:
            yield Act(at=at, who=who, operation="create_contact", arguments=_contact(chosen), about=customer)

    def _follow_up(self, chosen: random.Random, at: datetime) -> Iterator[Act]:
        customer = self._one_owned(chosen)
        if customer is not None:
            yield self._visit(chosen, customer, at) if chosen.random() < _VISITED else self._talk(chosen, customer, at)
            if chosen.random() < _CALLED:
                yield _call(chosen, _owner(customer), customer, at)
            if customer.step and not customer.dealing and chosen.random() < _DEALS:
                self._deal(chosen, customer, at)

    def _deal(self, chosen: random.Random, customer: Known, at: datetime) -> None:
        """What will become of a deal stands from its beginning."""
        customer.dealing = True
        deal = Deal(title=chosen.choice(words.DEALS))
        for step in course(chosen, deal, self.settings.deals, at=at + timedelta(minutes=5)):
            act = Act(
                at=step.at,
                who=_owner(customer),
                operation=step.operation,
                arguments=step.arguments,
                about=customer,
                of=deal,
            )
            heapq.heappush(self.to_come, (act.at, next(self._numbers), act))

    def _come(self, until: datetime) -> Iterator[Act]:
        """What deals have in store up to a moment."""
        while self.to_come and self.to_come[0][0] <= until:
            yield heapq.heappop(self.to_come)[2]

    def _drop(self, chosen: random.Random, at: datetime) -> Iterator[Act]:
        customer = self._one_owned(chosen)
        if customer is not None and not customer.dealing:
            yield self._give_up(chosen, customer, at)

    def _talk(self, chosen: random.Random, customer: Known, at: datetime) -> Act:
        customer.touched = at
        arguments: dict[str, Any] = {
            "behaviour_id": chosen.choice(self.settings.behaviours[:3]),
            "content": chosen.choice(words.TALKS),
        }
        # Who signs goes over to the statuses of signed customers.
        moves_on = chosen.random() < _MOVES_ON and not customer.dealing
        if moves_on and customer.step + 1 < len(self.settings.statuses):
            customer.step += 1
            arguments["status_id"] = self.settings.statuses[customer.step]
        return Act(at=at, who=_owner(customer), operation="write_follow_up", arguments=arguments, about=customer)

    def _visit(self, chosen: random.Random, customer: Known, at: datetime) -> Act:
        customer.touched = at
        lng, lat = customer.position["lng"], customer.position["lat"]
        there = {"lng": round(lng + chosen.uniform(0, 0.002), 6), "lat": lat}
        arguments = {"content": chosen.choice(words.VISITS), "position": there}
        return Act(at=at, who=_owner(customer), operation="check_in", arguments=arguments, about=customer)

    def _work_on_leads(self, chosen: random.Random, at: datetime) -> Iterator[Act]:
        if not self.leads or chosen.random() < _NEW_LEAD:
            yield self._find_lead(chosen, at)
            return
        lead = chosen.choice(self.leads)
        if chosen.random() < _CONVERTED:
            self.leads.remove(lead)
            yield Act(at=at, who=lead.owner, operation="convert_lead", arguments={}, about=lead)
        elif chosen.random() < _CALLED:
            yield _call(chosen, lead.owner, lead, at)
        else:
            talk = {"behaviour_id": chosen.choice(self.settings.behaviours[:3]), "content": chosen.choice(words.TALKS)}
            yield Act(at=at, who=lead.owner, operation="write_follow_up", arguments=talk, about=lead)

    def _find_lead(self, chosen: random.Random, at: datetime) -> Act:
        lead = Lead(owner=chosen.choice(self.colleagues), phone=_phone(chosen))
        self.leads.append(lead)
        draft = {
            "name": _person(chosen),
            "company": f"{chosen.choice(words.CITIES)}{chosen.choice(words.NAMES)}{chosen.choice(words.TRADES)}",
            "phone": lead.phone,
            "status_id": chosen.choice(self.settings.lead_statuses),
            "source_id": chosen.choice(self.settings.sources),
        }
        return Act(at=at, who=lead.owner, operation="create_lead", arguments=draft, about=lead)

    def _give_up(self, chosen: random.Random, customer: Known, at: datetime) -> Act:
        who, customer.owner = _owner(customer), None
        self.pool.append(customer)
        reason = {"reason": chosen.choice(words.REASONS)}
        return Act(at=at, who=who, operation="drop_customers_to_pool", arguments=reason, about=customer)

    def _take(self, chosen: random.Random, at: datetime) -> Iterator[Act]:
        if not self.pool:
            return
        customer, who = self.pool.popleft(), chosen.choice(self.colleagues)
        customer.owner, customer.touched = who, at
        yield Act(at=at, who=who, operation="take_customers", arguments={}, about=customer)

    def _one_owned(self, chosen: random.Random) -> Known | None:
        """A customer with an owner, recent ones more often."""
        for _ in range(5):
            if self.known and (found := self.known[-1 - int(len(self.known) * chosen.random() ** 2)]).owner:
                return found
        return None


def _owner(customer: Known) -> Actor:
    if customer.owner is None:
        raise LookupError("only an owned customer is worked with")
    return customer.owner


def _call(chosen: random.Random, who: Actor, about: Known | Lead, at: datetime) -> Act:
    seconds = chosen.choice((0, 35, 80, 140, 260, 600))
    arguments = {
        "number": about.phone,
        "direction": chosen.choice(("outgoing", "outgoing", "incoming")),
        "started_at": (at - timedelta(seconds=seconds)).isoformat(),
        "seconds": seconds,
    }
    return Act(at=at, who=who, operation="receive_call", arguments=arguments, about=about)


def _phone(chosen: random.Random) -> str:
    return f"13{chosen.randrange(10**9):09}"


def _person(chosen: random.Random) -> str:
    return chosen.choice(words.FAMILY_NAMES) + chosen.choice(words.GIVEN_NAMES)


def _around(chosen: random.Random, city: str) -> dict[str, float]:
    lng, lat = words.PLACES[city]
    return {
        "lng": round(lng + chosen.uniform(-_AROUND, _AROUND), 6),
        "lat": round(lat + chosen.uniform(-_AROUND, _AROUND), 6),
    }


def _contact(chosen: random.Random) -> dict[str, Any]:
    return {
        "name": _person(chosen),
        "title": chosen.choice(words.TITLES),
        "mobiles": [_phone(chosen)],
        "birthday": f"--{chosen.randrange(1, 13):02}-{chosen.randrange(1, 29):02}",
        "is_default": True,
    }
