from datetime import UTC, datetime
from random import sample

import pytest
from uuid_utils.compat import uuid7

from services.crm.digests.rules import spans_of
from shared.kernel.digests import A_DAY, BUCKET_MS, bucket_of, first_id, mark_of

ID = "01a20b58-c978-7450-9de6-414118bc8333"


class TestIds:
    def test_tell_the_five_minutes_they_were_made_in(self) -> None:
        made = datetime.fromtimestamp(bucket_of(str(uuid7())) * BUCKET_MS / 1_000, UTC)

        assert 0 <= (datetime.now(UTC) - made).total_seconds() < 2 * BUCKET_MS / 1_000

    @pytest.mark.parametrize("bucket", [0, 5_989_248, bucket_of(ID)])
    def test_have_a_first_one_in_each_five_minutes(self, bucket: int) -> None:
        assert bucket_of(first_id(bucket)) == bucket
        assert first_id(bucket) < first_id(bucket + 1)

    def test_lie_between_the_first_ones(self) -> None:
        assert first_id(bucket_of(ID)) <= ID < first_id(bucket_of(ID) + 1)

    def test_bear_marks_whose_sum_knows_no_order_but_every_one(self) -> None:
        ids = [str(uuid7()) for _ in range(50)]

        assert mark_of(ID) == 0xDE6414118BC8333
        assert sum(map(mark_of, ids)) == sum(map(mark_of, sample(ids, k=50)))
        assert sum(map(mark_of, ids)) != sum(map(mark_of, [*ids[1:], str(uuid7())]))


class TestSpans:
    def test_are_today_yesterday_and_a_day_that_goes_back_with_each_round(self) -> None:
        oldest, closed = 10 * A_DAY + 5, 14 * A_DAY + 7
        walked, days = None, []
        for _ in range(5):
            pairs, walked = spans_of(closed=closed, oldest=oldest, walked=walked)
            assert pairs[:2] == [(14 * A_DAY, closed), (13 * A_DAY, 14 * A_DAY - 1)]
            days.append(pairs[2][0] // A_DAY)

        assert days == [12, 11, 10, 12, 11]
