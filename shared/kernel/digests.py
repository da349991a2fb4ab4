"""Order-free digests of events by the time in their ids: what a teller and a listener compare (docs/adr/0013).

An id is a UUIDv7, so that its first twelve digits are the milliseconds at which it was made.
"""

BUCKET_MS = 300_000
A_DAY = 86_400_000 // BUCKET_MS
_TIME_DIGITS, _MARK_DIGITS = 12, 15


def bucket_of(event_id: str) -> int:
    """The five minutes, counted from 1970, in which the id was made."""
    return int(event_id.replace("-", "")[:_TIME_DIGITS], 16) // BUCKET_MS


def mark_of(event_id: str) -> int:
    """The id's last sixty bits, which are chance: the sum of marks is the same in any order, and another for others."""
    return int(event_id[-_MARK_DIGITS - 1 :].replace("-", "")[-_MARK_DIGITS:], 16)


def first_id(bucket: int) -> str:
    """No id that was made in these five minutes or later is less than this one."""
    digits = f"{bucket * BUCKET_MS:0{_TIME_DIGITS}x}"
    return f"{digits[:8]}-{digits[8:]}-0000-0000-000000000000"
