"""What is checked in a row, and which rows mean the same customer."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from zoneinfo import ZoneInfo

from services.crm.imports.columns import CUSTOM, Column, title_of
from shared.contracts.crm.events import Named
from shared.fields import Field, Value, read_words
from shared.fields.types import Wrong
from shared.kernel.field_errors import in_language

LONGEST = {"name": 200, "phone": 50, "address": 500, "note": 5_000}
MOST_TAGS = 50
_ZONE = ZoneInfo("Asia/Shanghai")
_BETWEEN_TAGS = re.compile(r"[、,，;；\n]")
_SENTENCES = {
    "formula": {"zh-CN": "不接受公式，请改为数值", "en": "A formula is not taken; put its value instead"},
    "blank": {"zh-CN": "不能为空", "en": "Must not be blank"},
    "long": {"zh-CN": "不能超过 {most} 个字符", "en": "At most {most} characters"},
    "status": {"zh-CN": "没有名为“{name}”的状态", "en": "There is no status called “{name}”"},
    "tag": {"zh-CN": "没有名为“{name}”的标签", "en": "There is no tag called “{name}”"},
    "many": {"zh-CN": "不能超过 {most} 个标签", "en": "At most {most} tags"},
}


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A row as a customer: what is None was not filled in."""

    row: int
    name: str
    phone: str | None = None
    address: str | None = None
    note: str | None = None
    status: Named | None = None
    tags: tuple[Named, ...] = ()
    custom: Mapping[str, Value] = field(default_factory=dict)

    def over(self, earlier: "Draft") -> "Draft":
        """The earlier row of the same file, with what this one fills in."""
        filled = {name: value for name, value in self.__dict__.items() if value and name not in {"row", "custom"}}
        return replace(earlier, **filled | {"custom": {**earlier.custom, **self.custom}})


@dataclass(frozen=True)
class Problem:
    """Why a row is not taken: its number as Excel shows it, the column's title, a sentence."""

    row: int
    field: str | None
    detail: str

    def told(self) -> str:
        return f"{self.field}：{self.detail}" if self.field else self.detail


class RowChecker:
    """Checks rows against the columns of their sheet and the statuses and tags of the company, by name."""

    def __init__(
        self,
        columns: Sequence[Column],
        *,
        statuses: Mapping[str, Named],
        tags: Mapping[str, Named],
        language: str,
        custom: Sequence[Field] = (),
        zone: ZoneInfo = _ZONE,
    ) -> None:
        self._custom = {f"{CUSTOM}{each.id}": each for each in custom}
        self._zone = zone
        self._places = {column.field: at for at, column in enumerate(columns) if column.field}
        self._statuses = statuses
        self._tags = tags
        self._language = language

    def check(self, row: int, cells: Sequence[str], *, formulas: Collection[int]) -> Draft | list[Problem]:
        """The row as a customer, or everything that is wrong with it."""
        in_formulas = [name for name, at in self._places.items() if at in formulas]
        if in_formulas:
            return [self._problem(row, name, "formula") for name in in_formulas]
        given = {name: cells[at] if at < len(cells) else "" for name, at in self._places.items()}
        tags = _tag_names(given)
        custom, unread = self._read_custom(row, given)
        problems = [*self._wrong(row, given, tags=tags), *unread]
        if problems:
            return problems
        return Draft(
            row=row,
            name=given["name"],
            phone=given.get("phone") or None,
            address=given.get("address") or None,
            note=given.get("note") or None,
            status=self._statuses.get(given.get("status", "")),
            tags=tuple(self._tags[name] for name in tags),
            custom=custom,
        )

    def _read_custom(self, row: int, given: Mapping[str, str]) -> tuple[dict[str, Value], list[Problem]]:
        values: dict[str, Value] = {}
        problems: list[Problem] = []
        for name in given.keys() & self._custom.keys():
            known = self._custom[name]
            try:
                value = read_words(known, given[name], zone=self._zone)
            except Wrong as wrong:
                problems.append(Problem(row, known.title, _in_language(str(wrong), self._language)))
                continue
            if value is not None:
                values[known.id] = value
        return values, problems

    def _wrong(self, row: int, given: Mapping[str, str], *, tags: Sequence[str]) -> Iterator[Problem]:
        if not given["name"]:
            yield self._problem(row, "name", "blank")
        for name, most in LONGEST.items():
            if len(given.get(name, "")) > most:
                yield self._problem(row, name, "long", most=most)
        status = given.get("status", "")
        if status and status not in self._statuses:
            yield self._problem(row, "status", "status", name=status)
        if len(tags) > MOST_TAGS:
            yield self._problem(row, "tags", "many", most=MOST_TAGS)
        for tag in tags[:MOST_TAGS]:
            if tag not in self._tags:
                yield self._problem(row, "tags", "tag", name=tag)

    def _problem(self, row: int, column: str, rule: str, **params: object) -> Problem:
        sentences = _SENTENCES[rule]
        sentence = sentences.get(self._language, sentences["zh-CN"]).format(**params)
        title = self._custom[column].title if column in self._custom else title_of(column, self._language)
        return Problem(row, title, sentence)


def incomplete(drafts: Iterable[Any], custom: Sequence[Field], *, language: str) -> dict[int, list[Problem]]:
    """New things without what the company requires, by row."""
    required = [each for each in custom if each.required]
    missing = {
        draft.row: [
            Problem(draft.row, each.title, _in_language("Missing data for required field.", language))
            for each in required
            if each.id not in draft.custom
        ]
        for draft in drafts
    }
    return {row: problems for row, problems in missing.items() if problems}


def _in_language(sentence: str, language: str) -> str:
    return in_language({"": [sentence]}, language)[""][0]


class Known:
    """Customers by name and phone, to find whom a row means."""

    def __init__(self) -> None:
        self._by_name: dict[str, str] = {}
        self._by_phone: dict[str, str] = {}

    def add(self, key: str, *, name: str, phone: str | None) -> None:
        """The first one of a name or phone counts."""
        self._by_name.setdefault(name, key)
        if phone:
            self._by_phone.setdefault(phone, key)

    def take(self, key: str, draft: Draft) -> None:
        self.add(key, name=draft.name, phone=draft.phone)

    def find(self, draft: Draft) -> str | None:
        """Who has the row's name, otherwise its phone."""
        return self._by_name.get(draft.name) or (self._by_phone.get(draft.phone) if draft.phone else None)


@dataclass
class Plan:
    """What becomes of the good rows of a chunk: new things, changes of known ones, and how many are left aside."""

    new: dict[str, Any] = field(default_factory=dict)
    changes: list[tuple[str, Any]] = field(default_factory=list)
    merged: int = 0
    skipped: int = 0


def plan(drafts: Iterable[Any], known: Any, *, update: bool) -> Plan:
    """A row that means a known thing, or one of a row before, changes it or is skipped."""
    made = Plan()
    for draft in drafts:
        key = known.find(draft)
        if key is None:
            key = f"row {draft.row}"
            made.new[key] = draft
            known.take(key, draft)
        elif not update:
            made.skipped += 1
        elif key in made.new:
            made.new[key] = draft.over(made.new[key])
            made.merged += 1
        else:
            made.changes.append((key, draft))
    return made


def parts(sizes: Iterable[int], *, most: int, most_bytes: int) -> list[int]:
    """How many go together, one after the other, when neither number nor bytes may pass a limit."""
    counts: list[int] = []
    room = 0
    for size in sizes:
        if not counts or counts[-1] == most or size > room:
            counts.append(0)
            room = most_bytes
        counts[-1] += 1
        room -= size
    return counts


def _tag_names(given: Mapping[str, str]) -> list[str]:
    names = (name.strip() for name in _BETWEEN_TAGS.split(given.get("tags", "")))
    return list(dict.fromkeys(name for name in names if name))
