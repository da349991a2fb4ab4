"""What an opportunity refuses, by the broken rule."""

from shared.kernel.errors import Conflict, Forbidden, Invalid


class NotOwnCustomer(Forbidden):
    """Opportunities are created for customers of one's own (P3)."""

    code = "opportunity.not_own_customer"
    messages = {
        "zh-CN": "只能为自己负责的客户创建销售机会",
        "en": "Opportunities are created for customers of one's own",
    }


class WonIsClosed(Conflict):
    """What is won does not change any more."""

    code = "opportunity.won_is_closed"
    messages = {"zh-CN": "已赢单的机会不能再修改", "en": "An opportunity that is won does not change any more"}


class WaitsForApproval(Conflict):
    """Nothing moves while the win waits for its approval (P5)."""

    code = "opportunity.waits_for_approval"
    messages = {"zh-CN": "赢单审核中，不能修改", "en": "The win waits for its approval"}


class LostIsClosed(Conflict):
    """What is lost is opened again before anything else."""

    code = "opportunity.lost_is_closed"
    messages = {
        "zh-CN": "已输单的机会，请先移回进行中的阶段",
        "en": "Move the lost opportunity back to an open stage first",
    }


class WinNeedsProduct(Conflict):
    """Winning needs at least one product."""

    code = "opportunity.win_needs_product"
    messages = {"zh-CN": "赢单前请至少选择一个产品", "en": "Choose at least one product before winning"}


class LossNeedsReason(Invalid):
    """Losing needs one of the company's reasons."""

    code = "opportunity.loss_needs_reason"
    messages = {"zh-CN": "请选择输单原因", "en": "Choose why it was lost"}

    def __init__(self) -> None:
        super().__init__(errors={"loss_reason_id": ["A reason is required."]})
