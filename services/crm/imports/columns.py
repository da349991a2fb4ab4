"""Which column of a sheet is which field: by title, in Chinese or English, in any order."""

from collections.abc import Sequence
from typing import NamedTuple

from services.crm.imports.errors import ColumnMissing, ColumnTwice
from shared.fields import Field

TITLES: dict[str, dict[str, str]] = {
    "name": {"zh-CN": "客户名称", "en": "Customer name"},
    "phone": {"zh-CN": "电话", "en": "Phone"},
    "address": {"zh-CN": "地址", "en": "Address"},
    "status": {"zh-CN": "状态", "en": "Status"},
    "tags": {"zh-CN": "标签", "en": "Tags"},
    "note": {"zh-CN": "备注", "en": "Note"},
}
_FIELDS = {title.casefold(): field for field, titles in TITLES.items() for title in titles.values()}


class Column(NamedTuple):
    """A column of the sheet; `field` is None when nobody knows it."""

    title: str
    field: str | None


def title_of(field: str, language: str) -> str:
    return TITLES[field].get(language, TITLES[field]["zh-CN"])


CUSTOM = "field:"


def find_columns(titles: Sequence[str], *, language: str, custom: Sequence[Field] = ()) -> list[Column]:
    """The columns in the sheet's order; a custom field is known by its title, as `field:<id>`.

    :raises ColumnMissing: there are no names  :raises ColumnTwice: two columns of one title
    """
    fields = {each.title.casefold(): f"{CUSTOM}{each.id}" for each in custom if each.type != "picture"} | _FIELDS
    columns = [Column(title, fields.get(title.strip(" *＊").casefold())) for title in titles]
    known = [column.field for column in columns if column.field]
    if "name" not in known:
        raise ColumnMissing(title=title_of("name", language))
    for field in known:
        if known.count(field) > 1:
            raise ColumnTwice(title=next(column.title for column in columns if column.field == field))
    return columns
