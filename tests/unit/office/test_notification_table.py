"""Every row of the table is tried with the golden example of its event."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from services.office.notifications.rules import News, folded, is_news, told_by
from services.office.notifications.table import ADDRESSES, BY_NAME, HEARD, KINDS, TABLE
from shared.contracts.crm.comments import CommentWritten
from shared.contracts.crm.events import CustomerDroppedToPool, CustomerTransferred
from shared.contracts.listeners import LISTENS
from shared.kernel.envelope import Envelope

GOLDEN = Path(__file__).parents[1] / "contracts" / "golden"
BOSS = {"id": str(uuid4()), "name": "卯卯卯", "department_id": None}
NOW = datetime(2026, 11, 25, 4, tzinfo=UTC)
# What a golden example does not happen to say.
INSTEAD = {
    "mentioned_in_follow_up": {"mentions": [{"id": str(uuid4()), "name": "周长生", "department_id": None}]},
    "customer_fell": {"kind": "automatic"},
    "customer_dropped_by_another": {"kind": "by_hand"},
    "order_lacks_stock": {"cause": "stock"},
}
LANGUAGES = ("zh-CN", "en")


def golden(event, **instead):
    return event.from_data(json.loads((GOLDEN / f"{event.type}.json").read_text()) | instead)


def envelope(event, *, by=BOSS, request_id="request", at=NOW):
    return Envelope.around(
        event,
        envelope_id=str(uuid4()),
        company_id=str(uuid4()),
        version=1,
        occurred_at=at,
        actor=by,
        request_id=request_id,
    )


def told(news, **options):
    event = golden(news.event, **INSTEAD.get(news.name, {}))
    return told_by(event, envelope(event, **options), [news])


@pytest.fixture(params=TABLE, ids=lambda news: news.name)
def news(request) -> News:
    return request.param


class TestRow:
    def test_tells_somebody(self, news):
        assert told(news)

    def test_opens_a_record_that_the_client_shows(self, news):
        for each in told(news):
            assert each.opens.id
            assert ADDRESSES[each.opens.kind].format(id=each.opens.id)
        if news.opens_many:
            assert "{id}" not in ADDRESSES[news.opens_many]

    def test_has_words_for_all_its_facts_in_both_languages(self, news):
        (first, *_) = told(news)
        facts = first.facts | {"by": "卯卯卯", "count": 2}
        for words in filter(None, (news.words, news.many)):
            for language in LANGUAGES:
                said = words[language].format_map(facts)
                assert said
                assert "None" not in said
        assert news.text.format_map(facts) is not None

    def test_has_a_kind_that_can_be_switched_off(self, news):
        assert set(KINDS[news.kind]) == set(LANGUAGES)

    def test_is_of_an_event_that_office_hears(self, news):
        assert any(news.event.type.startswith(pattern.removesuffix("#")) for pattern in LISTENS["office"])

    def test_tells_nobody_what_they_did_themselves(self, news):
        for each in told(news):
            person = {"id": each.employee_id, "name": "", "department_id": None}
            assert each.employee_id not in {one.employee_id for one in told(news, by=person)}


class TestTable:
    def test_names_each_row_once(self):
        assert len(BY_NAME) == len(TABLE)

    def test_uses_every_kind(self):
        assert {news.kind for news in TABLE} == set(KINDS)

    def test_hears_the_events_of_its_rows(self):
        assert {news.event for news in TABLE} == set(HEARD)


class TestTelling:
    def test_tells_a_person_once_by_the_first_row_that_names_them(self):
        former = {"id": str(uuid4()), "name": "周长生", "department_id": None}
        event = golden(CustomerTransferred, former_owner=former)
        first, second = BY_NAME["customer_transferred_to_me"], BY_NAME["customer_transferred_away"]
        both = told_by(event, envelope(event), [first, second, first])

        assert [each.news.name for each in both] == [first.name, second.name]

    def test_tells_a_timers_doing_without_anybody_who_did_it(self):
        event = golden(CustomerDroppedToPool, kind="automatic")

        (only,) = told_by(event, envelope(event, by=None, request_id=None), TABLE)

        assert only.by is None
        assert only.news.name == "customer_fell"

    def test_tells_the_people_of_a_department_that_is_named(self):
        event = golden(CommentWritten, mentions=[], mentioned_departments=[{"id": "d", "name": "运营部"}])

        found = told_by(event, envelope(event), TABLE, members={"d": ["one", "other"]})

        assert [each.employee_id for each in found if each.news.kind == "mention"] == ["one", "other"]

    def test_tells_a_mention_rather_than_a_comment_on_ones_own(self):
        author = golden(CommentWritten).author
        event = golden(CommentWritten, mentions=[author])

        (only,) = told_by(event, envelope(event), TABLE)

        assert only.news.name == "mentioned_in_comment"


class TestFolding:
    def test_makes_one_of_what_a_request_caused(self):
        news = BY_NAME["customer_transferred_to_me"]
        many = [each for _ in range(3) for each in told(news)]

        (only,) = folded(many)

        assert only.count == 3

    def test_keeps_two_requests_apart(self):
        news = BY_NAME["customer_transferred_to_me"]

        assert len(folded([*told(news, request_id="one"), *told(news, request_id="two")])) == 2


class TestNews:
    @pytest.mark.parametrize(("age", "expected"), [(timedelta(0), True), (timedelta(days=6, hours=23), True)])
    def test_is_what_happened_within_a_week(self, age, expected):
        assert is_news((NOW - age).isoformat(), now=NOW) is expected

    def test_is_not_what_happened_before(self):
        assert not is_news((NOW - timedelta(days=7)).isoformat(), now=NOW)
