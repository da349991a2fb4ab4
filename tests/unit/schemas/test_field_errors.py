import re
from pathlib import Path

import pytest
from marshmallow import Schema, fields, validate

from shared.kernel.errors import Invalid
from shared.kernel.field_errors import in_language
from shared.schemas.checking import checked

ROOT = Path(__file__).resolve().parents[3]
# Sentences about fields: of a validator, of a ValidationError, of a refusal by field.
WRITTEN = re.compile(r'error="([^"]+)"|ValidationError\("([^"]+)"|\["([A-Z][^"\]]+\.)"\]')


class Inner(Schema):
    on = fields.Boolean()


class Draft(Schema):
    name = fields.String(required=True, validate=validate.Length(min=1, max=3))
    count = fields.Integer(validate=validate.Range(min=1, max=9))
    tags = fields.List(fields.String())
    enabled = fields.Boolean(allow_none=True)
    inner = fields.Nested(Inner)
    several = fields.List(fields.Nested(Inner))


def refusal(given):
    with pytest.raises(Invalid) as refused:
        checked(Draft(), given)
    return refused.value


class TestFieldErrors:
    def test_name_each_field_in_the_callers_language(self):
        error = refusal({"count": 10, "colour": "red", "tags": ["a", 1]})

        assert error.field_errors("zh-CN") == {
            "name": ["必填"],
            "count": ["须在 1 到 9 之间"],
            "colour": ["未知字段"],
            "tags.1": ["须为文本"],
        }
        assert error.field_errors("en")["name"] == ["Missing data for required field."]

    @pytest.mark.parametrize("unkept", ["a\0b", "\ud83d"])
    def test_name_text_that_no_database_keeps(self, unkept):
        assert set(refusal({"name": unkept, "tags": ["fine", unkept]}).errors) == {"name", "tags.1"}

    @pytest.mark.parametrize("wrong", [0, 1, 1.0, "1", "on", "yes", [], {}])
    def test_name_what_is_neither_yes_nor_no(self, wrong):
        draft = {"name": "a", "enabled": wrong, "inner": {"on": wrong}, "several": [{"on": True}, {"on": wrong}]}

        error = refusal(draft)

        assert error.errors == {name: ["Not a valid boolean."] for name in ("enabled", "inner.on", "several.1.on")}

    @pytest.mark.parametrize(("given", "read"), [(True, True), (False, False), ("true", True), ("false", False)])
    def test_let_yes_and_no_pass_also_as_the_words_of_a_query(self, given, read):
        assert checked(Draft(), {"name": "a", "enabled": given})["enabled"] is read

    def test_are_told_of_anything_where_nothing_is_taken(self):
        with pytest.raises(Invalid) as refused:
            checked(None, {"surprise": 1})

        assert refused.value.errors == {"surprise": ["Unknown field."]}

    def test_have_a_chinese_sentence_wherever_the_code_writes_one(self):
        written = {
            sentence
            for folder in ("gateway", "services", "shared")
            for path in (ROOT / folder).rglob("*.py")
            for groups in WRITTEN.findall(path.read_text())
            for sentence in groups
            if sentence
        }

        lacking = {each for each in written if in_language({"field": [each]}, "zh-CN") == {"field": [each]}}

        assert len(written) > 20
        assert lacking == set()
