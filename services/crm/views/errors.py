"""What saved views refuse, by the broken rule."""

from shared.kernel.errors import Conflict, Invalid


class ViewNameTaken(Invalid):
    """There is a view of this name: among one's own of the list, or among the shared ones."""

    code = "view.name_taken"
    messages = {"zh-CN": "视图名称已存在", "en": "There is a view of this name already"}

    def __init__(self) -> None:
        super().__init__(errors={"name": ["Is taken already."]})


class TooManyViews(Conflict):
    code = "view.too_many"
    messages = {"zh-CN": "每个列表最多保存 {most} 个视图", "en": "At most {most} views of a list can be saved"}
