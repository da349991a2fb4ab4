"""What settings refuse, by the broken rule."""

from shared.kernel.errors import Conflict, Invalid


class InUse(Conflict):
    """Something refers to it: it can be switched off, not deleted."""

    code = "setting.in_use"
    messages = {"zh-CN": "已被使用，不能删除，可以停用", "en": "This is in use; switch it off instead of deleting it"}


class StageStays(Conflict):
    """Opportunities are won and lost in these stages; they may be renamed alone."""

    code = "setting.stage_stays"
    messages = {
        "zh-CN": "赢单和输单阶段只能改名",
        "en": "The stages in which opportunities are won and lost can only be renamed",
    }


class NameTaken(Invalid):
    """The list has an entry of this name."""

    code = "setting.name_taken"
    messages = {"zh-CN": "名称已存在", "en": "This name is taken already"}

    def __init__(self) -> None:
        super().__init__(errors={"name": ["Is taken already."]})


class NoDeadline(Invalid):
    """A pool rule has at least one deadline."""

    code = "pool_rule.no_deadline"
    messages = {"zh-CN": "请至少设置一个期限", "en": "Give at least one deadline"}

    def __init__(self) -> None:
        super().__init__(errors={"days_without_follow_up": ["Give at least one deadline."]})
