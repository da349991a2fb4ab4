"""What settings refuse, by the broken rule."""

from shared.kernel.errors import Conflict, Invalid


class InUse(Conflict):
    """Something refers to it: it can be switched off, not deleted."""

    code = "setting.in_use"
    messages = {"zh-CN": "已被使用，不能删除，可以停用", "en": "This is in use; switch it off instead of deleting it"}


class NameTaken(Invalid):
    """The list has an entry of this name."""

    code = "setting.name_taken"
    messages = {"zh-CN": "名称已存在", "en": "This name is taken already"}

    def __init__(self) -> None:
        super().__init__(errors={"name": ["Is taken already."]})
