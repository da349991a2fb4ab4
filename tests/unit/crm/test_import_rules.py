import pytest

from services.crm.imports.columns import find_columns
from services.crm.imports.errors import ColumnMissing, ColumnTwice
from services.crm.imports.rules import Draft, Known, RowChecker, parts

STATUS = {"id": "s1", "name": "意向"}
TAGS = {"重点客户": {"id": "t1", "name": "重点客户"}, "展会": {"id": "t2", "name": "展会"}}


@pytest.fixture
def checker():
    columns = find_columns(["电话", "客户名称", "颜色", "状态", "标签", "备注"], language="zh-CN")
    return RowChecker(columns, statuses={"意向": STATUS}, tags=TAGS, language="zh-CN")


class TestFindColumns:
    @pytest.mark.parametrize(
        ("titles", "fields"),
        [
            (["备注", "客户名称"], ["note", "name"]),
            (["Customer Name", " phone ", "colour"], ["name", "phone", None]),
            (["客户名称*", "标签", "状态", "地址"], ["name", "tags", "status", "address"]),
        ],
    )
    def test_knows_titles_in_both_languages_and_any_order(self, titles, fields):
        assert [column.field for column in find_columns(titles, language="en")] == fields

    def test_refuses_a_sheet_without_names(self):
        with pytest.raises(ColumnMissing) as refused:
            find_columns(["电话", "地址"], language="zh-CN")

        assert refused.value.detail("zh-CN") == "缺少“客户名称”列"

    def test_refuses_two_columns_of_one_field(self):
        with pytest.raises(ColumnTwice):
            find_columns(["客户名称", "电话", "Phone"], language="zh-CN")


class TestCheck:
    def test_makes_a_customer_of_a_good_row(self, checker):
        draft = checker.check(7, ["028", "长江贸易", "红", "意向", "重点客户、展会", ""], formulas=())

        assert draft == Draft(row=7, name="长江贸易", phone="028", status=STATUS, tags=tuple(TAGS.values()))

    def test_bears_a_row_that_is_shorter_than_its_titles(self, checker):
        assert checker.check(2, ["", "长江贸易"], formulas=()) == Draft(row=2, name="长江贸易")

    @pytest.mark.parametrize(
        ("cells", "told"),
        [
            (["", "", "", "", "", "x"], ["客户名称：不能为空"]),
            (["1" * 51, "a" * 201], ["客户名称：不能超过 200 个字符", "电话：不能超过 50 个字符"]),
            (["", "a", "", "没有"], ["状态：没有名为“没有”的状态"]),
            (["", "a", "", "", "展会,旧,新"], ["标签：没有名为“旧”的标签", "标签：没有名为“新”的标签"]),
            (["", "a", "", "", "", "长" * 5001], ["备注：不能超过 5000 个字符"]),
        ],
    )
    def test_says_everything_that_is_wrong(self, checker, cells, told):
        problems = checker.check(9, cells, formulas=())

        assert [problem.told() for problem in problems] == told
        assert {problem.row for problem in problems} == {9}

    def test_refuses_a_formula_where_it_would_count(self, checker):
        (problem,) = checker.check(3, ["2", "a", "2"], formulas={0, 2})

        assert problem.told() == "电话：不接受公式，请改为数值"

    def test_ignores_a_formula_in_an_unknown_column(self, checker):
        assert checker.check(3, ["2", "a", "2"], formulas={2}) == Draft(row=3, name="a", phone="2")


class TestKnown:
    def test_finds_by_name_first_and_by_phone_then(self):
        known = Known()
        known.add("1", name="长江贸易", phone="028")
        known.add("2", name="黄河贸易", phone="010")
        known.add("3", name="长江贸易", phone="021")

        found = [
            known.find(Draft(row=1, name=name, phone=phone))
            for name, phone in [("长江贸易", "010"), ("新", "010"), ("新", "021"), ("新", None), ("新", "9")]
        ]

        assert found == ["1", "2", "3", None, None]


class TestOver:
    def test_keeps_what_the_later_row_left_empty(self):
        earlier = Draft(row=2, name="长江贸易", phone="028", note="a", status=STATUS)

        assert Draft(row=5, name="长江贸易", note="b").over(earlier) == Draft(
            row=2, name="长江贸易", phone="028", note="b", status=STATUS
        )


class TestParts:
    @pytest.mark.parametrize(
        ("sizes", "counts"),
        [([], []), ([1] * 5, [3, 2]), ([6, 6, 3], [1, 2]), ([20, 1], [1, 1]), ([10], [1])],
    )
    def test_passes_neither_limit(self, sizes, counts):
        assert parts(sizes, most=3, most_bytes=10) == counts
