"""What duplicates refuse, by the broken rule."""

from shared.kernel.errors import Conflict, Invalid


class Duplicate(Invalid):
    """Another customer has this name or phone, which the company wants unique."""

    code = "customer.duplicate"
    messages = {"zh-CN": "已有相同的客户", "en": "There is such a customer already"}

    def __init__(self, field: str) -> None:
        super().__init__(errors={field: ["Is taken already."]})


class TakenMeanwhile(Conflict):
    """While the customer lay in the recycle bin, another one of its name or phone was made."""

    code = "customer.taken_meanwhile"
    messages = {
        "zh-CN": "已有相同名称或电话的客户，不能恢复",
        "en": "Another customer has this name or phone by now, so it cannot be restored",
    }


class AlreadyEqual(Invalid):
    """There are customers of equal names or phones, so uniqueness cannot be demanded."""

    code = "duplicates.already_equal"
    messages = {"zh-CN": "已有重复的客户，请先合并", "en": "There are equal customers already; merge them first"}

    def __init__(self, field: str) -> None:
        super().__init__(errors={field: ["There are equal values already."]})
