from datetime import date

import pytest
from marshmallow import ValidationError

from services.crm.contacts.rules import days_until, in_future
from services.crm.contacts.schemas import ContactDraft

CUSTOMER = "0192f0c1-0000-7000-8000-000000000001"


class TestDaysUntil:
    @pytest.mark.parametrize(
        ("birthday", "today", "days"),
        [
            ("1990-05-31", date(2026, 5, 31), 0),
            ("1990-05-31", date(2026, 5, 24), 7),
            ("1990-05-31", date(2026, 6, 1), 364),
            ("--01-01", date(2026, 12, 31), 1),
            ("2000-02-29", date(2026, 2, 27), 1),
            ("--02-29", date(2026, 2, 28), 0),
            ("--02-29", date(2028, 2, 28), 1),
            ("--02-29", date(2027, 3, 1), 365),
        ],
    )
    def test_counts_to_the_next_one(self, birthday, today, days):
        assert days_until(birthday, today=today) == days


class TestInFuture:
    @pytest.mark.parametrize(("birthday", "future"), [("2026-05-31", False), ("2026-06-01", True), ("--12-31", False)])
    def test_knows_the_year_or_lets_it_be(self, birthday, future):
        assert in_future(birthday, today=date(2026, 5, 31)) is future


class TestContactDraft:
    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("birthday", "1990-02-30"),
            ("birthday", "2026-02-29"),
            ("birthday", "--13-01"),
            ("birthday", "1899-01-01"),
            ("birthday", "31.05.1990"),
            ("birthday", "--5-31"),
            ("mobiles", ["13800000001"] * 4),
            ("mobiles", ["=1+1"]),
            ("landlines", ["028-85551234"] * 4),
            ("email", "nobody"),
            ("qq", "abc"),
            ("name", "  "),
            ("role_id", "manager"),
            ("colour", "red"),
        ],
    )
    def test_names_the_field_that_is_wrong(self, field, value):
        draft = {"customer_id": CUSTOMER, "name": "王芳", field: value}

        with pytest.raises(ValidationError) as refused:
            ContactDraft().load(draft)

        assert set(refused.value.messages) == {field}

    @pytest.mark.parametrize("birthday", ["1990-05-31", "--05-31", "--02-29", "2024-02-29", None])
    def test_takes_a_day_with_or_without_the_year(self, birthday):
        assert ContactDraft().load({"customer_id": CUSTOMER, "name": "王芳", "birthday": birthday})
