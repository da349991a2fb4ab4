"""What the setting of targets refuses, by the broken rule."""

from shared.kernel.errors import Forbidden


class OwnTargetOnly(Forbidden):
    """Everybody sets targets of wins for themselves (Q7)."""

    code = "target.own_only"
    messages = {
        "zh-CN": "赢单目标只能为自己设置",
        "en": "Targets of wins are set for oneself only",
    }
