"""What a product refuses, by the broken rule."""

from shared.kernel.errors import Conflict


class NotEnoughStock(Conflict):
    """More was asked for than there is."""

    code = "product.not_enough_stock"
    messages = {
        "zh-CN": "“{name}”库存不足，现有 {stock}",
        "en": "There is not enough of {name}: {stock} in stock",
    }


class NoStockKept(Conflict):
    """The product keeps no stock, so there is none to change."""

    code = "product.no_stock_kept"
    messages = {"zh-CN": "该产品不管理库存", "en": "This product keeps no stock"}


class ProductInUse(Conflict):
    """An opportunity or an order refers to it: it can be switched off, not deleted."""

    code = "product.in_use"
    messages = {"zh-CN": "产品已被使用，不能删除，可以停用", "en": "This product is in use; switch it off instead"}
