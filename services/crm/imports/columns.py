"""Which column of a sheet is which field: by title, in Chinese or English, in any order."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from services.crm.imports.errors import ColumnMissing, ColumnTwice
from shared.fields import Field

Titles = Mapping[str, Mapping[str, str]]
TITLES: Titles = {
    "name": {"zh-CN": "客户名称", "en": "Customer name"},
    "phone": {"zh-CN": "电话", "en": "Phone"},
    "address": {"zh-CN": "地址", "en": "Address"},
    "status": {"zh-CN": "状态", "en": "Status"},
    "tags": {"zh-CN": "标签", "en": "Tags"},
    "note": {"zh-CN": "备注", "en": "Note"},
}


class Column(NamedTuple):
    """A column of the sheet; `field` is None when nobody knows it."""

    title: str
    field: str | None


def title_of(field: str, language: str, titles: Titles = TITLES) -> str:
    return titles[field].get(language, titles[field]["zh-CN"])


CUSTOM = "field:"


def find_columns(
    titles: Sequence[str],
    *,
    language: str,
    custom: Sequence[Field] = (),
    known_titles: Titles = TITLES,
    required: Sequence[str] = ("name",),
) -> list[Column]:
    """The columns in the sheet's order; a custom field is known by its title, as `field:<id>`.

    :raises ColumnMissing: one without which no row can be taken  :raises ColumnTwice: two columns of one title
    """
    fields = {each.title.casefold(): f"{CUSTOM}{each.id}" for each in custom if each.type != "picture"}
    fields |= {title.casefold(): field for field, names in known_titles.items() for title in names.values()}
    columns = [Column(title, fields.get(title.strip(" *＊").casefold())) for title in titles]
    known = [column.field for column in columns if column.field]
    for field in required:
        if field not in known:
            raise ColumnMissing(title=title_of(field, language, known_titles))
    for field in known:
        if known.count(field) > 1:
            raise ColumnTwice(title=next(column.title for column in columns if column.field == field))
    return columns
