"""What a collection refuses, by the broken rule."""

from shared.kernel.errors import Conflict


class WaitsForApproval(Conflict):
    """Nothing changes while a collection waits for its approval."""

    code = "collection.waits_for_approval"
    messages = {"zh-CN": "回款审批中，不能修改", "en": "The collection waits for its approval"}


class CountedStays(Conflict):
    """Where collections need an approval, one that counts is not changed past it."""

    code = "collection.counted_stays"
    messages = {
        "zh-CN": "回款需要审批，已计入的回款不能修改，可删除后重新登记",
        "en": "Collections need an approval: one that counts is not changed, only deleted and written anew",
    }


class NothingToSubmit(Conflict):
    """Only what was refused or handed back is submitted again."""

    code = "collection.nothing_to_submit"
    messages = {"zh-CN": "该回款无需提交审批", "en": "This collection is not to be submitted"}
