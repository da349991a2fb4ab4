"""The columns of exported follow-ups and visits, in their order: title per language, and the cell of a record."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

Record = Mapping[str, Any]
STAGES = {
    "zh-CN": {"developing": "开发客户", "signed": "签约客户", "lead": "销售线索"},
    "en": {"developing": "Developing", "signed": "Signed", "lead": "Lead"},
}


class Reading(NamedTuple):
    """For whom cells are written."""

    language: str
    zone: ZoneInfo

    def moment(self, at: datetime | None) -> str:
        return at.astimezone(self.zone).strftime("%Y-%m-%d %H:%M") if at else ""

    def stage(self, stage: str) -> str:
        return STAGES.get(self.language, STAGES["zh-CN"])[stage]


class Column(NamedTuple):
    titles: Mapping[str, str]
    cell: Callable[[Record, Reading], str]

    def title(self, language: str) -> str:
        return self.titles.get(language, self.titles["zh-CN"])


def column(chinese: str, english: str, cell: Callable[[Record, Reading], str]) -> Column:
    """Its title in both languages."""
    return Column({"zh-CN": chinese, "en": english}, cell)


def _name(record: Record, *fields: str) -> str:
    return next((record[field]["name"] for field in fields if record.get(field)), "")


def _text(number: int | None) -> str:
    return "" if number is None else str(number)


def _named(record: Record) -> str:
    return "、".join(each["name"] for each in (*record["mentions"], *record["mentioned_departments"]))


_CONTENT = column("内容", "Content", lambda record, _: record["content"])
_STAGE = column("对象类型", "Kind", lambda record, reading: reading.stage(record["stage"]))
_CONTACT = column("联系人", "Contact", lambda record, _: _name(record, "contact"))
_ADDRESS = column("地点", "Place", lambda record, _: record["address"] or "")
_MENTIONS = column("抄送", "Copied to", lambda record, _: _named(record))
_FILES = column("图片与附件", "Files", lambda record, _: _text(len(record["files"]) or None))
FOLLOW_UPS = {
    "written_at": column("跟进时间", "Written", lambda record, reading: reading.moment(record["written_at"])),
    "written_by": column("跟进人", "Written by", lambda record, _: _name(record, "written_by")),
    "object": column("对象", "Object", lambda record, _: _name(record, "customer", "lead")),
    "stage": _STAGE,
    "behaviour": column("跟进行为", "Behaviour", lambda record, _: _name(record, "behaviour")),
    "contact": _CONTACT,
    "content": _CONTENT,
    "address": _ADDRESS,
    "mentions": _MENTIONS,
    "files": _FILES,
    "next_at": column("下次跟进", "Next", lambda record, reading: reading.moment(record["next_at"])),
}
VISITS = {
    "visited_at": column("拜访时间", "Visited", lambda record, reading: reading.moment(record["visited_at"])),
    "visited_by": column("拜访人", "Visitor", lambda record, _: _name(record, "visited_by")),
    "customer": column("客户名称", "Customer", lambda record, _: _name(record, "customer")),
    "stage": _STAGE,
    "contact": _CONTACT,
    "content": _CONTENT,
    "address": _ADDRESS,
    "distance_m": column("距客户（米）", "Distance (m)", lambda record, _: _text(record["distance_m"])),
    "mentions": _MENTIONS,
    "files": _FILES,
}
