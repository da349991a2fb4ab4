"""What is told of a customer that one may not see."""

_SHOWN_DIGITS = 3


def masked_name(name: str) -> str:
    """The first character, and the last one of longer names."""
    if len(name) <= 1:
        return "*"
    end = name[-1] if len(name) > 2 else ""  # noqa: PLR2004  # of two characters one is hidden
    return name[0] + "*" * (len(name) - 1 - len(end)) + end


def masked_phone(phone: str) -> str:
    """The last digits, enough to recognize a number one knows."""
    return "*" * max(len(phone) - _SHOWN_DIGITS, 0) + phone[-_SHOWN_DIGITS:]
