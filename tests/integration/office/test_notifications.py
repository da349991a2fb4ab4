"""The inbox on PostgreSQL: told once, to whom it concerns, in one's language, unless switched off."""

from datetime import timedelta
from uuid import uuid4

import pytest

from shared.kernel.errors import Invalid, Missing


def titles(page):
    return [each["title"] for each in page["items"]]


class TestNotify:
    def test_tells_the_new_owner_who_transferred_what(self, office):
        event = office.transferred(to=office.song)
        office.tell(event, by=office.boss)

        (only,) = office.inbox(office.song)["items"]

        assert only["title"] == "卯卯卯把客户「成都友趣」转移给你"
        assert only["by"] == {"id": office.boss["id"], "name": "卯卯卯"}
        assert only["opens"] == {
            "kind": "customer",
            "id": event.customer_id,
            "address": f"/customers/{event.customer_id}",
        }
        assert only["read_at"] is None

    def test_speaks_the_readers_language(self, office):
        office.tell(office.transferred(to=office.song), by=office.boss)

        assert titles(office.inbox(office.song, language="en")) == ["卯卯卯 transferred the customer “成都友趣” to you"]

    def test_takes_effect_once_however_often_the_event_comes(self, office):
        heard = office.heard(office.transferred(to=office.song), by=office.boss, request_id="r")

        office.hear(heard)
        office.hear(heard, heard)

        (only,) = office.inbox(office.song)["items"]
        assert only["title"] == "卯卯卯把客户「成都友趣」转移给你"

    def test_tells_nobody_what_they_did_themselves(self, office):
        office.tell(office.transferred(to=office.song), by=office.boss)

        assert office.inbox(office.boss)["total"] == 0

    def test_makes_one_notification_of_many_in_one_request(self, office):
        several = [office.heard(office.transferred(to=office.song), by=office.boss, request_id="r") for _ in range(3)]
        office.hear(*several[:2])
        office.ask(office.song, "read_notifications", all=True)

        office.hear(several[2])

        (only,) = office.inbox(office.song, unread=True)["items"]
        assert only["title"] == "卯卯卯把「成都友趣」等 3 个客户转移给你"
        assert only["opens"] == {"kind": "customers", "id": None, "address": "/customers"}

    def test_makes_one_notification_of_what_a_timer_took_at_once(self, office):
        office.hear(*(office.heard(office.fallen(of=office.song)) for _ in range(2)))

        assert titles(office.inbox(office.song)) == ["你的「成都友趣」等 2 个客户已掉入公海"]

    def test_leaves_out_what_is_old(self, office):
        office.tell(office.transferred(to=office.song), by=office.boss, at=office.now - timedelta(days=8))

        assert office.inbox(office.song)["total"] == 0

    def test_leaves_out_who_is_disabled(self, office):
        office.dismiss(office.song)
        office.tell(office.transferred(to=office.song), by=office.boss)

        assert office.inbox(office.song)["total"] == 0

    def test_counts_on_open_screens_after_the_commit(self, office):
        office.tell(office.transferred(to=office.song), by=office.boss)
        office.tell(office.transferred(to=office.song), by=office.boss)

        assert office.live.told == [(office.song["id"], "counters", {"unread": number}) for number in (1, 2)]

    def test_tells_open_screens_nothing_when_it_fails(self, office, monkeypatch):
        monkeypatch.setattr("services.office.notifications.writing.unread_of", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            office.tell(office.transferred(to=office.song), by=office.boss)

        assert office.live.told == []
        assert office.inbox(office.song)["items"] == []


class TestListNotifications:
    def test_shows_the_newest_first_page_by_page(self, office):
        for number in range(3):
            office.tell(office.transferred(to=office.song, name=f"客户 {number}"), by=office.boss)
            office.now += timedelta(minutes=1)

        first = office.inbox(office.song, page_size=2)
        second = office.inbox(office.song, page_size=2, page=2)

        assert [title[7:11] for title in titles(first) + titles(second)] == ["客户 2", "客户 1", "客户 0"]
        assert (first["total"], first["unread"]) == (3, 3)

    def test_limits_to_a_kind(self, office):
        office.tell(office.transferred(to=office.song), by=office.boss)
        office.tell(office.fallen(of=office.song))

        assert office.inbox(office.song, kind="taken_away")["total"] == 1

    def test_shows_nobody_what_is_anothers(self, office, found):
        office.tell(office.transferred(to=office.song), by=office.boss)

        assert office.inbox(office.zhou)["total"] == 0
        assert found().inbox(office.song)["total"] == 0

    def test_refuses_an_unknown_kind(self, office):
        with pytest.raises(Invalid):
            office.inbox(office.song, kind="nonsense")


class TestReadNotifications:
    @pytest.fixture
    def ids(self, office):
        for _ in range(3):
            office.tell(office.transferred(to=office.song), by=office.boss)
        office.live.told.clear()
        return [each["id"] for each in office.inbox(office.song)["items"]]

    def test_marks_those_named(self, office, ids):
        assert office.ask(office.song, "read_notifications", ids=ids[:2]) == {"done": 2, "unread": 1}
        assert [each["id"] for each in office.inbox(office.song, unread=True)["items"]] == ids[2:]

    def test_marks_all(self, office, ids):
        assert office.ask(office.song, "read_notifications", all=True) == {"done": 3, "unread": 0}

    def test_counts_on_the_other_devices(self, office, ids):
        office.ask(office.song, "read_notification", notification_id=ids[0])

        assert office.live.told == [(office.song["id"], "counters", {"unread": 2})]

    def test_keeps_the_moment_of_the_first_reading(self, office, ids):
        first = office.ask(office.song, "read_notification", notification_id=ids[0])["read_at"]
        office.now += timedelta(hours=1)

        assert office.ask(office.song, "read_notification", notification_id=ids[0])["read_at"] == first

    def test_leaves_those_of_others(self, office, ids, found):
        assert office.ask(office.zhou, "read_notifications", ids=ids)["done"] == 0
        for company in (office, found()):
            with pytest.raises(Missing):
                company.ask(office.zhou, "read_notification", notification_id=ids[0])
        assert office.inbox(office.song)["unread"] == 3

    @pytest.mark.parametrize("given", [{}, {"ids": [str(uuid4())], "all": True}, {"ids": []}, {"all": False}])
    def test_wants_ids_or_all(self, office, given):
        with pytest.raises(Invalid):
            office.ask(office.song, "read_notifications", **given)


class TestSettings:
    def test_start_switched_on(self, office):
        items = office.ask(office.song, "get_notification_settings")["items"]

        assert all(each["enabled"] for each in items)
        assert {"kind": "assigned", "name": "客户分配给我", "enabled": True} in items

    def test_keep_a_kind_that_is_off_out_of_the_inbox(self, office):
        switched = [{"kind": "assigned", "enabled": False}]
        office.ask(office.song, "set_notification_settings", items=switched)

        office.tell(office.transferred(to=office.song, former=office.zhou), by=office.boss)
        office.tell(office.fallen(of=office.song))

        assert [each["kind"] for each in office.inbox(office.song)["items"]] == ["taken_away"]
        assert office.inbox(office.zhou)["total"] == 1

    def test_leave_kinds_that_are_not_named(self, office):
        for kind, enabled in (("assigned", False), ("taken_away", False), ("assigned", True)):
            office.ask(office.song, "set_notification_settings", items=[{"kind": kind, "enabled": enabled}])

        items = office.ask(office.song, "get_notification_settings")["items"]

        assert [each["kind"] for each in items if not each["enabled"]] == ["taken_away"]

    def test_refuse_an_unknown_kind(self, office):
        with pytest.raises(Invalid):
            office.ask(office.song, "set_notification_settings", items=[{"kind": "nonsense", "enabled": False}])
