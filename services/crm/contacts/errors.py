"""What a contact refuses, by the broken rule."""

from shared.kernel.errors import Conflict, Invalid


class BirthdayInFuture(Invalid):
    """Nobody is born tomorrow."""

    code = "contact.birthday_in_future"
    messages = {"zh-CN": "生日不能晚于今天", "en": "A birthday cannot be in the future"}


class OneStaysDefault(Conflict):
    """Another contact is made the default one instead."""

    code = "contact.one_stays_default"
    messages = {
        "zh-CN": "请将另一位联系人设为默认联系人",
        "en": "Make another contact the default one instead",
    }
