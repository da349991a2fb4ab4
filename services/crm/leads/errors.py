"""What a lead refuses, by the broken rule."""

from shared.kernel.errors import Conflict


class LeadIsConverted(Conflict):
    """A lead that became a customer does not change any more (L4)."""

    code = "lead.is_converted"
    messages = {
        "zh-CN": "该线索已转为客户，不能再修改",
        "en": "The lead became a customer and does not change any more",
    }
