"""What web push refuses, by the broken rule."""

from shared.kernel.errors import Conflict


class PushIsOff(Conflict):
    """The installation has no key to push with."""

    code = "push.off"
    messages = {"zh-CN": "系统没有开启消息推送", "en": "This installation does not push messages"}
