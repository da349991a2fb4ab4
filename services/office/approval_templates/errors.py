"""What templates of approvals refuse, by the broken rule."""

from shared.kernel.errors import Conflict, Invalid


class TemplateNameTaken(Invalid):
    """The company has a template of this name."""

    code = "approval_template.name_taken"
    messages = {"zh-CN": "名称已存在", "en": "This name is taken already"}

    def __init__(self) -> None:
        super().__init__(errors={"name": ["Is taken already."]})


class TemplateInUse(Conflict):
    """A built-in template, or one that was used, is switched off, not deleted."""

    code = "approval_template.in_use"
    messages = {
        "zh-CN": "内置的或已被使用的审批不能删除，可以停用",
        "en": "This is built in or in use; switch it off instead of deleting it",
    }


class NothingToPublish(Conflict):
    """The draft is what is published already."""

    code = "approval_template.nothing_to_publish"
    messages = {"zh-CN": "没有需要发布的修改", "en": "Nothing has changed since it was published"}
