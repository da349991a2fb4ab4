import pytest

from services.crm.marks.rules import Found, holds, marks, rank, signs_of, ways, words_of

FOUND = Found(names=("重庆友趣ABC科技有限公司", "长江"), phones=("139-0000 1234", "028 8555 6677"))


class TestHolds:
    @pytest.mark.parametrize(
        "q",
        [
            *("友趣", "重", "ABC", "abc科", "重庆友趣abc科技有限公司", "有限公司", "重庆 科技", "长江"),
            *("cqyq", "zqyq", "yqabckj", "kj", "changjiang"[:1] + "j", "zj"),
            *("13900001234", "139 0000 1234", "1234", "1390000", "00001234", "85556677", "科技 1234", "yq 长江"),
        ],
    )
    def test_what_stands_in_a_name_or_number_or_is_read_so(self, q):
        assert holds(FOUND, words_of(q))

    @pytest.mark.parametrize("q", ["友科", "重庆 贸易", "qyc", "zqkj", "5678", "13900001235", "%", "_"])
    def test_nothing_else(self, q):
        assert not holds(FOUND, words_of(q))


class TestWays:
    @pytest.mark.parametrize(
        "q",
        ["友趣", "重", "abc科", "有限公司", "cqyq", "kj", "c", "13900001234", "1234", "00001234", "1390000", "科技 zj"],
    )
    def test_lead_to_all_that_holds_the_words(self, q):
        signs = signs_of(FOUND)

        assert any(signs >= set(way) for way in ways(words_of(q)))

    def test_leave_out_what_nearly_every_name_has(self):
        assert ways(["有限公司"]) == [()]
        assert ways(["友趣有限公司"]) == [("友趣", "趣有")]

    def test_are_a_handful_however_much_is_asked(self):
        assert len(ways(words_of("ab 1234567890 cd 0987654321 ef gh"))) == 8


class TestMarks:
    def test_are_of_one_kind_in_one_company(self):
        def made(**whose):
            return set(marks(["友趣", ":yq"], **whose))

        mine = made(kind="customer", company_id="a")

        assert mine == made(kind="customer", company_id="a")
        assert not mine & made(kind="lead", company_id="a")
        assert not mine & made(kind="customer", company_id="b")

    def test_fit_the_column(self):
        assert all(-(1 << 31) <= each < 1 << 31 for each in marks(signs_of(FOUND), kind="lead", company_id="a"))


class TestWords:
    @pytest.mark.parametrize(
        ("q", "words"),
        [
            ("  ", []),
            ("----", ["----"]),
            ("+86 139-0000-1234", ["8613900001234"]),
            ("123", ["123"]),
            ("友趣 ABC", ["友趣", "abc"]),
            ("a b c d e", ["a", "b", "c", "d"]),
        ],
    )
    def test_are_what_is_asked_for(self, q, words):
        assert words_of(q) == words


class TestRank:
    def test_has_the_very_name_first_then_what_begins_so(self):
        names = ["四川友趣", "成都友趣科技", "友趣科技", "友趣", "有情"]

        assert sorted(names, key=lambda name: rank(name, "友趣")) == [
            "友趣",
            "友趣科技",
            "四川友趣",
            "成都友趣科技",
            "有情",
        ]
