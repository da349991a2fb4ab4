"""Values of configured fields: each type takes what it is, in one form, and names what is wrong."""

from typing import Any
from zoneinfo import ZoneInfo

import pytest

from shared.fields import TYPES, Field, FieldType, Value, check, in_words, read_words
from shared.fields.types import Wrong
from shared.kernel.errors import Invalid

PICTURE = "01890000-0000-7000-8000-00000000000a"
SHANGHAI = ZoneInfo("Asia/Shanghai")
CHOICES = ("制造", "贸易", "服务")


def field(kind: FieldType, **options: Any) -> Field:
    return Field(id="f", title="字段", type=kind, choices=CHOICES, **options)


class TestCheck:
    @pytest.mark.parametrize(
        ("kind", "given", "kept"),
        [
            ("single_line", "  华东 ", "华东"),
            ("multi_line", "一\n二", "一\n二"),
            ("number", "0012.50", "12.5"),
            ("number", -3, "-3"),
            ("number", 1e3, "1000"),
            ("number", "-0", "0"),
            ("integer", "42", 42),
            ("integer", -7, -7),
            ("money", "1234.5", "1234.50"),
            ("money", 9, "9.00"),
            ("date", "2024-02-29", "2024-02-29"),
            ("time", "23:59", "23:59"),
            ("date_time", "2026-01-02T08:00:00+08:00", "2026-01-02T00:00:00Z"),
            ("single_choice", "贸易", "贸易"),
            ("multiple_choice", ["服务", "制造", "服务"], ["制造", "服务"]),
            ("phone", "028-8555 1234", "028-8555 1234"),
            ("email", "a.b@kuaiqi.example", "a.b@kuaiqi.example"),
            ("url", "https://kuaiqi.example/a?b=1", "https://kuaiqi.example/a?b=1"),
            ("picture", [PICTURE.upper(), PICTURE], [PICTURE]),
        ],
    )
    def test_keeps_one_form_per_meaning(self, kind: FieldType, given: Any, kept: Value) -> None:
        assert check([field(kind)], {"f": given}) == {"f": kept}

    @pytest.mark.parametrize(
        ("kind", "given"),
        [
            ("single_line", "一\n二"),
            ("single_line", "x" * 201),
            ("single_line", 5),
            ("multi_line", ["一"]),
            ("number", "1e999"),
            ("number", "十"),
            ("number", True),
            ("number", "NaN"),
            ("integer", "1.5"),
            ("integer", 10**16),
            ("money", "0.001"),
            ("money", "٣"),
            ("date", "2023-02-29"),
            ("date", "20240101"),
            ("time", "24:00"),
            ("time", 8),
            ("date_time", "2026-01-02T08:00:00"),
            ("date_time", "0001-01-01T00:00:00+14:00"),
            ("single_choice", "其他"),
            ("single_choice", ["贸易"]),
            ("multiple_choice", "贸易"),
            ("multiple_choice", ["其他"]),
            ("multiple_choice", [{}]),
            ("phone", "无"),
            ("email", "a@b"),
            ("url", "javascript:alert(1)"),
            ("url", "https://"),
            ("url", "http://[::1"),
            ("picture", ["../a"]),
            ("picture", [PICTURE[:-2] + f"{each:02}" for each in range(10)]),
            ("picture", PICTURE),
        ],
    )
    def test_refuses_what_is_none_of_the_type(self, kind: FieldType, given: Any) -> None:
        with pytest.raises(Invalid) as refused:
            check([field(kind)], {"f": given})

        assert list(refused.value.errors) == ["fields.f"]

    @pytest.mark.parametrize("kind", TYPES)
    @pytest.mark.parametrize("nothing", [None, "", "  ", []])
    def test_takes_nothing_as_empty(self, kind: FieldType, nothing: Any) -> None:
        assert check([field(kind)], {"f": nothing}) == {"f": None}

    def test_misses_what_is_required(self) -> None:
        with pytest.raises(Invalid) as refused:
            check([field("single_line", required=True)], {})

        assert refused.value.errors == {"fields.f": ["Missing data for required field."]}

    def test_leaves_alone_in_a_change_what_was_not_given(self) -> None:
        assert check([field("single_line", required=True)], {}, complete=False) == {}

    def test_does_not_let_a_change_empty_what_is_required(self) -> None:
        with pytest.raises(Invalid):
            check([field("single_line", required=True)], {"f": ""}, complete=False)

    def test_names_every_mistake_at_its_place(self) -> None:
        fields = [Field(id="a", title="甲", type="integer"), Field(id="b", title="乙", type="date")]

        with pytest.raises(Invalid) as refused:
            check(fields, {"a": "x", "b": "y", "c": 1}, path="form")

        assert sorted(refused.value.errors) == ["form.a", "form.b", "form.c"]


class TestWords:
    @pytest.mark.parametrize(
        ("kind", "written", "kept", "told"),
        [
            ("number", "1,234.50", "1234.5", "1234.5"),
            ("money", "1,234.5", "1234.50", "1234.50"),
            ("integer", "7", 7, "7"),
            ("date", "2026/1/2", "2026-01-02", "2026-01-02"),
            ("date", "2026-01-02 00:00:00", "2026-01-02", "2026-01-02"),
            ("date_time", "2026-01-02 08:00", "2026-01-02T00:00:00Z", "2026-01-02 08:00"),
            ("time", "08:30", "08:30", "08:30"),
            ("single_choice", " 贸易", "贸易", "贸易"),
            ("multiple_choice", "服务，制造", ["制造", "服务"], "制造、服务"),
            ("single_line", "华东", "华东", "华东"),
        ],
    )
    def test_go_both_ways(self, kind: FieldType, written: str, kept: Value, told: str) -> None:
        assert read_words(field(kind), written, zone=SHANGHAI) == kept
        assert in_words(field(kind), kept, zone=SHANGHAI) == told

    @pytest.mark.parametrize(("kind", "written"), [("date", "昨天"), ("time", "早上"), ("picture", "a.png")])
    def test_refuse_what_cannot_be_read(self, kind: FieldType, written: str) -> None:
        with pytest.raises(Wrong):
            read_words(field(kind), written, zone=SHANGHAI)

    def test_are_none_where_there_is_nothing(self) -> None:
        assert read_words(field("integer"), " ", zone=SHANGHAI) is None
        assert in_words(field("integer"), None, zone=SHANGHAI) is None

    def test_count_pictures(self) -> None:
        assert in_words(field("picture"), [PICTURE], zone=SHANGHAI) == "[1]"
