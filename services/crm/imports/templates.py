"""An empty workbook with the columns an import knows, an example, and what may be chosen."""

from itertools import zip_longest
from pathlib import Path
from typing import Any

from services.crm.custom_fields.values import definitions
from services.crm.imports.columns import title_of
from services.crm.imports.machine import Importable
from shared.database import Transaction
from shared.spreadsheets import Hint, write_rows

_HINT = {
    "zh-CN": ("填写说明", "多个选项用顿号隔开"),
    "en": ("How to fill in", "Several choices are separated by commas"),
}


def write_template(path: Path, tx: Transaction, thing: Importable) -> None:
    """The titles in the reader's language, those of custom fields behind."""
    language = tx.actor.language
    name, several = _HINT.get(language, _HINT["zh-CN"])
    example = thing.example.get(language, thing.example["zh-CN"])
    choices = thing.choices(tx)
    chosen = {field: names[0] for field, names in choices.items() if names}
    custom = [each for each in definitions(tx, thing.of) if each.type != "picture"]
    titles = [title_of(field, language, thing.titles) for field in thing.titles] + [each.title for each in custom]
    row = [{**chosen, **example}.get(field, "") for field in thing.titles]
    listed: list[list[Any]] = [list(names) for names in zip_longest(*choices.values(), fillvalue="")]
    heads = [title_of(field, language, thing.titles) for field in choices]
    write_rows(path, titles=titles, rows=[row], hint=Hint(name, [heads, *listed, [several]]))
