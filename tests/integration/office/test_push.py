"""Push messages on PostgreSQL: written beside the notification, sent by the timer, forgotten with the device."""

from datetime import timedelta

import pytest

from services.office.journeys.notify import Notify
from services.office.push.errors import PushIsOff
from services.office.push.rules import MOST_DEVICES, MOST_TRIES, Outcome
from shared.kernel.errors import Missing
from tests.unit.office.test_push import AUTH, P256DH

KEYS = {"p256dh": P256DH, "auth": AUTH}


@pytest.fixture
def subscribe(office):
    def subscribe(person, number=1, **options):
        endpoint = f"https://push.example.com/{office.id}/{number}"
        return office.ask(person, "subscribe_device", endpoint=endpoint, keys=KEYS, **options)["id"]

    return subscribe


def sent(office):
    """What the timer gives to devices now."""
    office.push.sent.clear()
    Notify.send_push(office)
    return [each.content for each in office.push.sent if each is not None]


class TestSendPush:
    def test_tells_each_device_in_its_language(self, office, subscribe):
        subscribe(office.song)
        subscribe(office.song, 2, language="en")
        event = office.transferred(to=office.song)
        office.tell(event, by=office.boss)

        found = sorted(sent(office), key=lambda each: each["title"])

        assert [each["title"] for each in found] == [
            "卯卯卯 transferred the customer “成都友趣” to you",
            "卯卯卯把客户「成都友趣」转移给你",
        ]
        assert found[0]["url"] == f"/customers/{event.customer_id}"
        assert sent(office) == []

    def test_tells_nobody_else(self, office, subscribe, found):
        subscribe(office.zhou)
        office.tell(office.transferred(to=office.song), by=office.boss)

        assert sent(office) == []

    def test_leaves_out_what_was_read_meanwhile(self, office, subscribe):
        subscribe(office.song)
        office.tell(office.transferred(to=office.song), by=office.boss)
        office.ask(office.song, "read_notifications", all=True)

        assert sent(office) == []

    def test_leaves_out_a_kind_that_is_off(self, office, subscribe):
        subscribe(office.song)
        office.ask(office.song, "set_notification_settings", items=[{"kind": "assigned", "enabled": False}])
        office.tell(office.transferred(to=office.song), by=office.boss)

        assert sent(office) == []

    def test_forgets_a_device_that_is_gone(self, office, subscribe):
        device = subscribe(office.song)
        office.tell(office.transferred(to=office.song), by=office.boss)
        office.push.outcome = Outcome("gone")
        sent(office)

        with pytest.raises(Missing):
            office.ask(office.song, "unsubscribe_device", subscription_id=device)

    def test_tries_again_later_and_not_for_ever(self, office, subscribe):
        subscribe(office.song)
        office.tell(office.transferred(to=office.song), by=office.boss)
        office.push.outcome = Outcome("later")

        tries = 0
        for _ in range(10):
            tries += len(sent(office))
            assert sent(office) == []
            office.now += timedelta(hours=2)

        assert tries == MOST_TRIES

    def test_holds_back_at_night_what_the_calendar_reminds_of(self, office, subscribe):
        subscribe(office.song)
        office.now = office.now.replace(hour=16)  # midnight in Shanghai
        office.tell(office.falls_soon(of=office.song))
        assert sent(office) == []

        office.now += timedelta(hours=8)

        assert len(sent(office)) == 1

    def test_forgets_devices_that_were_not_heard_of_for_a_month(self, office, subscribe):
        subscribe(office.song)
        office.now += timedelta(days=31)
        office.tell(office.transferred(to=office.song), by=office.boss)
        assert sent(office) == []

        subscribe(office.song)
        office.tell(office.transferred(to=office.song), by=office.boss)
        assert len(sent(office)) == 1

    def test_does_nothing_where_there_is_no_key(self, office, subscribe):
        subscribe(office.song)
        office.push = None
        office.tell(office.transferred(to=office.song), by=office.boss)
        Notify.send_push(office)

        assert office.inbox(office.song)["total"] == 1


class TestSubscribeDevice:
    def test_again_is_the_same_subscription(self, subscribe, office):
        assert subscribe(office.song) == subscribe(office.song)

    def test_of_a_browser_that_somebody_else_used_is_theirs_no_longer(self, office, subscribe):
        subscribe(office.song)
        subscribe(office.zhou)
        office.tell(office.transferred(to=office.song), by=office.boss)

        assert sent(office) == []

    def test_keeps_few_devices(self, office, subscribe):
        for number in range(MOST_DEVICES + 3):
            subscribe(office.song, number)
            office.now += timedelta(seconds=1)
        office.tell(office.transferred(to=office.song), by=office.boss)

        assert len(sent(office)) == MOST_DEVICES

    def test_is_refused_where_there_is_no_key(self, office, subscribe):
        office.push = None

        assert office.ask(office.song, "get_push_key") == {"public_key": None}
        with pytest.raises(PushIsOff):
            subscribe(office.song)


class TestUnsubscribeDevice:
    def test_tells_the_device_nothing_more(self, office, subscribe):
        device = subscribe(office.song)
        office.ask(office.song, "unsubscribe_device", subscription_id=device)
        office.tell(office.transferred(to=office.song), by=office.boss)

        assert sent(office) == []

    def test_leaves_devices_of_others(self, office, subscribe, found):
        device = subscribe(office.song)

        for company in (office, found()):
            with pytest.raises(Missing):
                company.ask(office.zhou, "unsubscribe_device", subscription_id=device)
