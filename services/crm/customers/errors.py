"""What a customer refuses, by the broken rule."""

from shared.kernel.errors import Conflict


class AlreadyInPool(Conflict):
    """Nobody owns the customer, so nobody can give it up."""

    code = "customer.already_in_pool"
    messages = {"zh-CN": "客户已在公海中", "en": "The customer is in the pool already"}


class AlreadyTaken(Conflict):
    """Somebody else was faster."""

    code = "customer.already_taken"
    messages = {"zh-CN": "客户已被他人挑入", "en": "Somebody has taken this customer already"}


class SignedCustomerStays(Conflict):
    """A signed customer is neither dropped nor deleted (S4)."""

    code = "customer.signed_stays"
    messages = {
        "zh-CN": "签约客户不能投入公海或删除",
        "en": "A signed customer can be neither dropped nor deleted",
    }


class NotRecycled(Conflict):
    """Only what lies in the recycle bin can be restored."""

    code = "customer.not_recycled"
    messages = {"zh-CN": "客户不在回收站中", "en": "The customer is not in the recycle bin"}
