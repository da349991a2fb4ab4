"""What stands in a report's cells, and which facts stand behind each (Q1 to Q11)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from services.stats.counting.rules import ADDED, MOVED, NONE, REMOVED

Cell = int | str | dict[str, int]
Row = dict[str, Cell]
TOTAL = "total"
INCREMENTS = (*ADDED, "added", *REMOVED, "removed")
NET = ("stock_start", "added", "removed", "net", "stock_end")
FUNCTIONS = {
    "customer-increments": "customer_increments",
    "customer-net": "customer_net",
    "status-stock": "status_stock",
    "follow-ups": "follow_up_figures",
    "visits": "visit_figures",
    "calls": "call_figures",
    "wins": "win_figures",
    "orders": "order_figures",
    "collections": "collection_figures",
    "customer-ranking": "customer_ranking",
    "product-ranking": "product_ranking",
}
RESULTS = ("wins", "orders", "collections")
RANKINGS = ("customer-ranking", "product-ranking")
_BY_PERSON_OR_TIME = ("employee", "department", "week", "month", "quarter", "year")
GROUPS_OF = dict.fromkeys(RESULTS, _BY_PERSON_OR_TIME) | {
    "customer-ranking": ("customer",),
    "product-ranking": ("product", "category"),
}
ACTIVITIES = {"follow-ups": "follow_up", "visits": "visit", "calls": "call"}
_MOST_DAYS = 31


@dataclass(frozen=True, kw_only=True)
class Question:
    """Which report, over which days (both inclusive), of whom; calls only of `at_least` so many seconds.

    Results go `group_by` person, department or period, and rankings by customer, product or category; `q` is a part of
    a customer's or product's name.
    """

    report: str
    first: date
    last: date
    department_id: str | None = None
    employee_id: str | None = None
    by: str = "status"
    stage: str = "developing"
    at_least: int = 0
    group_by: str = "employee"
    customer_id: str | None = None
    product_id: str | None = None
    category_id: str | None = None
    q: str | None = None
    sort: str = "-amount"


class Span(NamedTuple):
    """Sums of one grain, from the one that starts here to the one that starts there, both inclusive."""

    grain: str
    start: date
    end: date


def spans(first: date, last: date) -> list[Span]:
    """The fewest sums that make up these days: whole months, and single days at both ends."""
    if last < first:
        return []
    month = first if first.day == 1 else _next_month(first)
    if _next_month(month) > last + timedelta(days=1):
        return [Span("day", first, last)]
    found = [Span("day", first, month - timedelta(days=1))] if first < month else []
    beyond = (last + timedelta(days=1)).replace(day=1)
    found.append(Span("month", month, (beyond - timedelta(days=1)).replace(day=1)))
    return [*found, Span("day", beyond, last)] if beyond <= last else found


def spans_after(last: date) -> list[Span]:
    """The fewest sums that make up all days after this one."""
    beyond = _next_month(last)
    days = spans(last + timedelta(days=1), beyond - timedelta(days=1))
    return [*days, Span("month", beyond, date.max)]


def by_month(question: Question) -> bool:
    """Whether a report by time has a column per month: a range longer than a month has too many days."""
    return (question.last - question.first).days >= _MOST_DAYS


def period_keys(question: Question) -> tuple[str, ...]:
    """The columns of a report by time: days like 2026-05-01, or months like 2026-05."""
    days = (question.first + timedelta(days=number) for number in range((question.last - question.first).days + 1))
    return tuple(dict.fromkeys(day.isoformat()[: 7 if by_month(question) else 10] for day in days))


def increments_row(kinds: Mapping[str, int]) -> Row:
    """Q1: what came and went, by kind."""
    added = {kind: kinds.get(kind, 0) for kind in ADDED}
    removed = {kind: -kinds.get(kind, 0) for kind in REMOVED}
    return {**added, "added": sum(added.values()), **removed, "removed": sum(removed.values())}


def net_row(kinds: Mapping[str, int], *, stock: int) -> Row:
    """Q2: stock before and after, and what lies between.

    Customers that moved with their owner into or out of the departments asked for count as added or removed; where
    both departments are in view they cancel.
    """
    moved = kinds.get(MOVED, 0)
    added = sum(kinds.get(kind, 0) for kind in ADDED) + max(moved, 0)
    removed = -sum(kinds.get(kind, 0) for kind in REMOVED) + max(-moved, 0)
    net = added - removed
    return {"stock_start": stock - net, "added": added, "removed": removed, "net": net, "stock_end": stock}


def stock_row(keys: Iterable[str], *, increments: Mapping[str, int], stocks: Mapping[str, int]) -> Row:
    """Q3: per status or tag the net change of the stock, and the stock."""
    return {key: {"increment": increments.get(key, 0), "stock": stocks.get(key, 0)} for key in keys}


def total_of(rows: Iterable[Row], *, keys: Iterable[str], increment_stock: bool) -> Row:
    """The row over all: a customer has one owner, so that the sum counts each once."""
    counts: defaultdict[str, int] = defaultdict(int)
    pairs: dict[str, dict[str, int]] = {key: {"increment": 0, "stock": 0} for key in keys}
    for row in rows:
        for key, cell in row.items():
            if isinstance(cell, dict):
                for part, number in cell.items():
                    pairs[key][part] += number
            else:
                counts[key] += int(cell)
    return {key: pairs[key] if increment_stock else counts[key] for key in pairs}


def is_empty(row: Row) -> bool:
    """Whether there is nothing to tell of somebody."""
    return not any(any(cell.values()) if isinstance(cell, dict) else cell for cell in row.values())


def weight(row: Row) -> tuple[int, ...]:
    """Who has most stands first."""
    total = row.get(TOTAL)
    if isinstance(total, dict):
        return (-total["stock"], -total["increment"])
    return tuple(-cell for key in ("stock_end", "added", "removed") if isinstance(cell := row.get(key), int))


def kinds_behind(report: str, column: str) -> tuple[tuple[str, ...], int]:
    """The kinds of facts that a cell of Q1 or Q2 counts, and with which sign.

    :raises KeyError: no such column
    """
    known: dict[str, tuple[tuple[str, ...], int]] = {"added": (ADDED, 1), "removed": (REMOVED, -1)}
    if report == "customer-increments":
        known |= {kind: ((kind,), 1) for kind in ADDED} | {kind: ((kind,), -1) for kind in REMOVED}
    else:
        known["net"] = ((*ADDED, *REMOVED, MOVED), 1)
    return known[column]


def below(tree: Iterable[tuple[str, str]], tops: Iterable[str]) -> frozenset[str]:
    """The given departments and all below them; the tree is (id, path), the path ids from the root down."""
    wanted = set(tops)
    return frozenset(each for each, path in tree if wanted.intersection(path.split("/")))


def keys_of(labels: Iterable[str]) -> tuple[str, ...]:
    """The columns of Q3."""
    return (TOTAL, *labels, NONE)


def _next_month(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)
