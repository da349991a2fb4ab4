"""Rows of things whose forms have a schema: read column by column, then held to the form's own rules."""

import re
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from zoneinfo import ZoneInfo

from marshmallow import Schema, ValidationError

from services.crm.custom_fields.values import Definition
from services.crm.imports.columns import CUSTOM, Column, Titles, title_of
from services.crm.imports.machine import Problems
from services.crm.imports.rules import Problem
from shared.fields import Value, in_words, read_words
from shared.fields.types import Wrong
from shared.kernel.field_errors import in_language
from shared.spreadsheets import Row

_BETWEEN = re.compile(r"[、,，;；\n]")
_FORMULA = "A formula is not taken; put its value instead."
Read = Callable[[str], Any]
Keys = Callable[[Mapping[str, Any]], Sequence[Hashable]]


@dataclass(frozen=True, kw_only=True)
class ThingDraft:
    """A row as a thing: `values` are those filled in, as the form's schema reads them."""

    row: int
    values: Mapping[str, Any]
    words: Mapping[str, str]
    custom: Mapping[str, Value]

    def over(self, earlier: "ThingDraft") -> "ThingDraft":
        """The earlier row of the same file, with what this one fills in."""
        values, custom = {**earlier.values, **self.values}, {**earlier.custom, **self.custom}
        return replace(earlier, values=values, custom=custom, words={**earlier.words, **self.words})


class KnownThings:
    """Things by what a row may mean them by, the surest first."""

    def __init__(self, keys: Keys) -> None:
        self._keys = keys
        self._ids: dict[Hashable, str] = {}

    def add(self, thing_id: str, values: Mapping[str, Any]) -> None:
        """The first one of a key counts."""
        for key in self._keys(values):
            self._ids.setdefault(key, thing_id)

    def take(self, thing_id: str, draft: ThingDraft) -> None:
        self.add(thing_id, draft.values)

    def find(self, draft: ThingDraft) -> str | None:
        return next((self._ids[key] for key in self._keys(draft.values) if key in self._ids), None)


class ThingChecker:
    """Reads rows by their columns; `reads` turns a cell into what the schema takes, where that is not its text."""

    def __init__(
        self,
        columns: Sequence[Column],
        *,
        titles: Titles,
        schema: Schema,
        reads: Mapping[str, Read],
        custom: Sequence[Definition],
        language: str,
        zone: ZoneInfo,
    ) -> None:
        self._places = {column.field: at for at, column in enumerate(columns) if column.field}
        self._titles, self._schema, self._reads = titles, schema, reads
        self._custom = {f"{CUSTOM}{each.id}": each for each in custom}
        self._language, self._zone = language, zone

    def check(self, rows: Sequence[Row]) -> tuple[list[ThingDraft], Problems]:
        """The good rows, and what is wrong with the others by their number."""
        drafts: list[ThingDraft] = []
        problems: Problems = {}
        for row in rows:
            found = self._check(row)
            if isinstance(found, ThingDraft):
                drafts.append(found)
            else:
                problems[row.number] = found
        return drafts, problems

    def told(self, row: int, field: str, sentence: str) -> Problem:
        """Why a row is not taken, in the reader's language."""
        known = self._custom.get(field)
        title = known.title if known else title_of(field, self._language, self._titles)
        return Problem(row, title, in_language({"": [sentence]}, self._language)[""][0])

    def shown(self, draft: ThingDraft) -> dict[str, str]:
        values = {key: draft.custom.get(each.id) for key, each in self._custom.items()}
        custom = {key: in_words(self._custom[key], value, zone=self._zone) or "" for key, value in values.items()}
        return {field: draft.words.get(field, "") for field in self._titles} | custom

    def _check(self, row: Row) -> ThingDraft | list[Problem]:
        formulas = [name for name, at in self._places.items() if at in row.formulas]
        if formulas:
            return [self.told(row.number, name, _FORMULA) for name in formulas]
        cells = {name: row.cells[at].strip() for name, at in self._places.items() if at < len(row.cells)}
        words = {name: cell for name, cell in cells.items() if cell}
        given: dict[str, Any] = {}
        custom: dict[str, Value] = {}
        unread: dict[str, str] = {}
        for name, cell in words.items():
            try:
                if name in self._custom:
                    value = read_words(self._custom[name], cell, zone=self._zone)
                    custom |= {} if value is None else {self._custom[name].id: value}
                else:
                    given[name] = self._reads.get(name, str)(cell)
            except Wrong as wrong:
                unread[name] = str(wrong)
        problems = [self.told(row.number, name, sentence) for name, sentence in unread.items()]
        try:
            loaded: Mapping[str, Any] = self._schema.load(given)
        except ValidationError as error:
            problems += self._said(row.number, error.messages_dict, unread)
        if problems:
            return problems
        values = {field: loaded[field] for field in self._titles if field in loaded}
        return ThingDraft(row=row.number, values=values, words=words, custom=custom)

    def _said(self, row: int, messages: Mapping[str, Any], unread: Mapping[str, str]) -> Iterator[Problem]:
        for field, found in messages.items():
            if field not in unread:
                yield self.told(row, field, _first(found))


def choice_named(known: Mapping[str, Any]) -> Read:
    """The id of what is called so."""

    def read(cell: str) -> str:
        if cell not in known:
            raise Wrong("Unknown choice.")
        return str(known[cell]["id"])

    return read


def several(cell: str) -> list[str]:
    """Texts with commas between them."""
    return [each.strip() for each in _BETWEEN.split(cell) if each.strip()]


def number(cell: str) -> str:
    """As people write it, with commas between thousands."""
    return cell.replace(",", "").replace("¥", "").strip()


def whole(cell: str) -> int | str:
    """A whole number, or the text for the schema to refuse."""
    plain = number(cell).removesuffix(".0")
    return int(plain) if re.fullmatch(r"-?[0-9]{1,15}", plain) else plain


def _first(found: Any) -> str:
    while not isinstance(found, str):
        found = next(iter(found.values() if isinstance(found, Mapping) else found))
    return found
