"""Over which spans digests are taken."""

from shared.kernel.digests import A_DAY

Pair = tuple[int, int]


def spans_of(*, closed: int, oldest: int, walked: int | None) -> tuple[list[Pair], int]:
    """Today up to the five minutes that were closed last, yesterday, and one older day; the older day's first minutes.

    The older day goes back with each round, and begins anew when there is none older.
    """
    today = closed - closed % A_DAY
    yesterday = today - A_DAY
    older = (walked if walked is not None else yesterday) - A_DAY
    if older < oldest - oldest % A_DAY:
        older = yesterday - A_DAY
    whole = [(first, first + A_DAY - 1) for first in (yesterday, older)]
    return [(today, closed), *whole], older
