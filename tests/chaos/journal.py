"""What people wanted while things broke, what they were answered, and what must be there since."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from decimal import Decimal
from threading import Lock

Subject = tuple[str, str]
"""Something handed in for approval: its kind and its id."""


@dataclass
class Change:
    """One change somebody wanted, by its idempotency key; `done` are the things it took effect on."""

    key: str
    verb: str
    answered: bool = False
    done: list[str] = field(default_factory=list)


@dataclass
class Payment:
    """A collection; `at_once` where it counted without an approval."""

    id: str
    amount: Decimal
    at_once: bool


@dataclass
class Deal:
    """An order as its seller was told of it; `quantities` by product."""

    id: str
    title: str
    amount: Decimal
    quantities: dict[str, int]
    payments: list[Payment] = field(default_factory=list)
    terminated: bool = False


class Journal:
    """All changes of a load, kept by many threads; `troubles` counts why some had to be repeated."""

    def __init__(self) -> None:
        self.changes: list[Change] = []
        self.deals: list[Deal] = []
        self.stocks: dict[str, int] = {}
        self.submitted: Counter[Subject] = Counter()
        self.judged: defaultdict[Subject, list[str]] = defaultdict(list)
        self.troubles: Counter[str] = Counter()
        self._lock = Lock()

    def note(self, change: Change) -> Change:
        with self._lock:
            self.changes.append(change)
        return change

    def note_submitted(self, kind: str, subject_id: str) -> None:
        with self._lock:
            self.submitted[kind, subject_id] += 1

    def note_judged(self, kind: str, subject_id: str, verdict: str) -> None:
        with self._lock:
            self.judged[kind, subject_id].append(verdict)

    @property
    def answered(self) -> int:
        """How many changes were answered."""
        return sum(each.answered for each in self.changes)

    @property
    def unanswered(self) -> list[Change]:
        return [each for each in self.changes if not each.answered]

    @property
    def hanging(self) -> list[Subject]:
        """What was handed in and nobody was asked to judge yet. Told when nobody hands in any more."""
        return [subject for subject, times in self.submitted.items() if len(self.judged[subject]) < times]

    def done(self, verb: str) -> list[str]:
        """The things that changes of this kind took effect on, one entry per effect."""
        return [each_id for each in list(self.changes) if each.verb == verb for each_id in each.done]

    def has_done(self, verbs: frozenset[str]) -> bool:
        """Whether each of these was done at least once."""
        return verbs <= {each.verb for each in list(self.changes) if each.done}

    def approved(self, kind: str, subject_id: str) -> bool:
        return "approve" in self.judged.get((kind, subject_id), ())

    def counts(self, payment: Payment) -> bool:
        return payment.at_once or self.approved("collection", payment.id)

    def collected(self, deal: Deal) -> Decimal:
        return sum((each.amount for each in deal.payments if self.counts(each)), Decimal("0.00"))

    def status_of(self, deal: Deal) -> str:
        """What the order must be in the end."""
        if deal.terminated:
            return "terminated"
        if self.approved("order", deal.id):
            return "completed" if self.collected(deal) == deal.amount else "running"
        return "refused" if self.submitted["order", deal.id] else "to_approve"

    def stock_of(self, product_id: str) -> int:
        """What is left: approved orders took from it, terminated ones gave back."""
        taken = sum(
            each.quantities.get(product_id, 0)
            for each in self.deals
            if self.approved("order", each.id) and not each.terminated
        )
        return self.stocks[product_id] - taken
