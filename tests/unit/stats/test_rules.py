import pytest

from services.stats.counting.rules import NOWHERE, Fact, State, Told, cells, facts_of

SONG, ZHOU = "song", "zhou"


def customer(**changes) -> State:
    usual = State(
        name="玉堂码头火锅",
        stage="developing",
        owner=SONG,
        department="sales",
        status="new",
        tags=("vip",),
        recycled=False,
    )
    return usual._replace(**changes)


IN_POOL = customer(owner=None, department=NOWHERE)
RECYCLED = customer(recycled=True)
SIGNED = customer(stage="signed")


def told(before, after, **words):
    return [(fact.employee, fact.stage, fact.kind, fact.amount) for fact in facts_of(before, after, Told(**words))]


class TestFactsOf:
    @pytest.mark.parametrize(
        ("before", "after", "words", "facts"),
        [
            (None, customer(), {}, [(SONG, "developing", "manual", 1)]),
            (None, customer(), {"origin": "converted"}, [(SONG, "developing", "converted", 1)]),
            (None, customer(), {"origin": "imported"}, [(SONG, "developing", "imported", 1)]),
            (None, IN_POOL, {"origin": "imported"}, []),
            (customer(), IN_POOL, {}, [(SONG, "developing", "dropped", -1)]),
            (customer(), IN_POOL, {"automatic": True}, [(SONG, "developing", "auto_dropped", -1)]),
            (IN_POOL, customer(owner=ZHOU), {}, [(ZHOU, "developing", "taken_from_pool", 1)]),
            (
                customer(),
                customer(owner=ZHOU),
                {},
                [(SONG, "developing", "transferred_out", -1), (ZHOU, "developing", "transferred_in", 1)],
            ),
            (customer(), RECYCLED, {}, [(SONG, "developing", "deleted", -1)]),
            (RECYCLED, customer(), {}, [(SONG, "developing", "deleted", 1)]),
            (IN_POOL, IN_POOL._replace(recycled=True), {}, []),
            (RECYCLED, None, {}, []),
            (
                customer(),
                SIGNED,
                {},
                [(SONG, "developing", "became_signed", -1), (SONG, "signed", "became_signed", 1)],
            ),
            (SIGNED, customer(), {}, [(SONG, "signed", "signed_back", -1), (SONG, "developing", "signed_back", 1)]),
            (SIGNED, IN_POOL, {}, [(SONG, "signed", "signed_back", -1)]),
            (customer(), customer(name="另一个名字"), {}, []),
        ],
    )
    def test_counts_what_each_gained_and_lost(self, before, after, words, facts):
        assert told(before, after, **words) == facts

    def test_touches_only_the_labels_that_changed(self):
        facts = facts_of(customer(), customer(status="keen", tags=("fair", "vip")), Told())

        assert [(each.kind, each.amount, each.status, each.tags) for each in facts] == [
            ("status_changed", -1, "new", ()),
            ("status_changed", 1, "keen", ("fair",)),
        ]

    def test_moves_along_with_an_owner_who_changed_department(self):
        facts = facts_of(customer(), IN_POOL, Told(former_department="service"))

        assert [(each.department, each.kind, each.amount) for each in facts] == [
            ("sales", "moved", -1),
            ("service", "moved", 1),
            ("service", "dropped", -1),
        ]


class TestCells:
    def test_counts_a_gain_by_kind_status_and_each_tag(self):
        fact = Fact(SONG, "sales", "developing", "manual", 1, "new", ("fair", "vip"))

        assert cells(fact) == [
            ("developing", "manual"),
            ("developing.status", "new"),
            ("developing.tag", "fair"),
            ("developing.tag", "vip"),
        ]

    def test_leaves_the_stock_alone_when_only_labels_change(self):
        assert cells(Fact(SONG, "sales", "developing", "tags_changed", 1, None, ("vip",))) == [
            ("developing.tag", "vip")
        ]
