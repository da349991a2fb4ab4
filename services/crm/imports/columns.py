"""Which column of a sheet is which field: by title, in Chinese or English, in any order."""

from collections.abc import Sequence
from typing import NamedTuple

from services.crm.imports.errors import ColumnMissing, ColumnTwice

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


def find_columns(titles: Sequence[str], *, language: str) -> list[Column]:
    """The columns in the sheet's order.

    :raises ColumnMissing: there are no names  :raises ColumnTwice: two columns of one title
    """
    columns = [Column(title, _FIELDS.get(title.strip(" *＊").casefold())) for title in titles]
    known = [column.field for column in columns if column.field]
    if "name" not in known:
        raise ColumnMissing(title=title_of("name", language))
    for field in known:
        if known.count(field) > 1:
            raise ColumnTwice(title=title_of(field, language))
    return columns
