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


class OtherStage(Conflict):
    """Statuses and tags belong to a stage (S4)."""

    code = "customer.other_stage"
    messages = {
        "zh-CN": "该状态或标签不属于客户所在的阶段",
        "en": "This status or tag does not belong to the customer's stage",
    }


class SignedCustomerStays(Conflict):
    """A signed customer is neither dropped nor deleted (S4)."""

    code = "customer.signed_stays"
    messages = {
        "zh-CN": "签约客户不能投入公海或删除",
        "en": "A signed customer can be neither dropped nor deleted",
    }


class NotRecycled(Conflict):
    """Only what lies in the recycle bin can be restored or purged."""

    code = "customer.not_recycled"
    messages = {"zh-CN": "客户不在回收站中", "en": "The customer is not in the recycle bin"}


class Recycled(Conflict):
    """What lies in the recycle bin is restored before anything else."""

    code = "customer.recycled"
    messages = {"zh-CN": "客户在回收站中，请先恢复", "en": "The customer is in the recycle bin; restore it first"}


class InPoolTakesNoFollowUp(Conflict):
    """Customers in the pool take no follow-ups (C16)."""

    code = "customer.in_pool_takes_no_follow_up"
    messages = {"zh-CN": "公海客户不能填写跟进记录", "en": "A customer in the pool takes no follow-ups"}


class HoldsTooMany(Conflict):
    """The employee holds as many customers as one may (C17)."""

    code = "customer.holds_too_many"
    messages = {"zh-CN": "客户持有数已达上限 {limit}", "en": "{limit} customers are as many as one may hold"}


class TookTooManyToday(Conflict):
    """The employee took as many customers today as one may, those dropped again included (C17)."""

    code = "customer.took_too_many_today"
    messages = {"zh-CN": "今日挑入数已达上限 {limit}", "en": "{limit} customers are as many as one may take a day"}


class TakenBackTooSoon(Conflict):
    """The previous owner has to leave the customer to others for some days (C17)."""

    code = "customer.taken_back_too_soon"
    messages = {
        "zh-CN": "原负责人 {days} 天内不能重新挑入",
        "en": "The previous owner may take it back only after {days} days",
    }
