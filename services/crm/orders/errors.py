"""What an order refuses, by the broken rule."""

from shared.kernel.errors import Conflict, Forbidden, Invalid


class NotOwnCustomer(Forbidden):
    """Orders are written for customers of one's own (O2)."""

    code = "order.not_own_customer"
    messages = {"zh-CN": "只能为自己负责的客户创建订单", "en": "Orders are written for customers of one's own"}


class NotInThisStatus(Conflict):
    """The order's status does not allow it (O3)."""

    code = "order.not_in_this_status"
    messages = {
        "zh-CN": "订单当前状态不允许此操作",
        "en": "The order's status does not allow this",
    }


class TooMuchMoney(Invalid):
    """The sum has more digits than are kept."""

    code = "order.too_much_money"
    messages = {"zh-CN": "金额过大", "en": "The amount is too large"}

    def __init__(self) -> None:
        super().__init__(errors={"lines": ["Number too large."]})


class BeyondDealAmount(Conflict):
    """More would be collected than was agreed on (O4)."""

    code = "order.beyond_deal_amount"
    messages = {
        "zh-CN": "回款超出成交金额，最多还可回款 {outstanding}",
        "en": "This is beyond the deal amount; {outstanding} is outstanding",
    }


class ProductSwitchedOff(Conflict):
    """What is switched off is not sold any more."""

    code = "order.product_switched_off"
    messages = {"zh-CN": "产品“{name}”已停用", "en": "{name} is switched off"}
