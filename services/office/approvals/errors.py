"""What an approval refuses, by the broken rule."""

from shared.kernel.errors import Conflict, Invalid


class NoFlow(Conflict):
    """No flow is configured for what was filled in: it cannot be submitted, and says so."""

    code = "approval.no_flow"
    messages = {
        "zh-CN": "“{name}”还没有可用的审批流程，请联系管理员配置",
        "en": "There is no flow for “{name}” yet; ask an administrator to set one up",
    }


class NobodyToApprove(Conflict):
    """Nobody could be found who judges."""

    code = "approval.nobody_to_approve"
    messages = {
        "zh-CN": "步骤“{step}”找不到审批人，请联系管理员",
        "en": "Nobody was found for the step “{step}”; ask an administrator",
    }


class OpenedElsewhere(Conflict):
    """The CRM hands these in; they are not filled in by hand."""

    code = "approval.opened_elsewhere"
    messages = {
        "zh-CN": "该审批由业务单据提交，不能手工发起",
        "en": "This is handed in from its record, not filled in by hand",
    }


class ApproversToChoose(Invalid):
    """The submitter has yet to choose who judges at a step."""

    code = "approval.approvers_to_choose"
    messages = {"zh-CN": "请选择审批人", "en": "Choose who approves"}


class AlreadyFinished(Conflict):
    """It is over: nothing more can be done with it."""

    code = "approval.already_finished"
    messages = {"zh-CN": "审批已结束", "en": "This approval is over"}


class NotYourTurn(Conflict):
    """Somebody before has yet to act, or acted for this step already (B2)."""

    code = "approval.not_your_turn"
    messages = {
        "zh-CN": "还没有轮到您审批，或已由他人处理",
        "en": "It is not your turn, or somebody else has acted already",
    }


class OnlyToClose(Conflict):
    """The last step closes without judging."""

    code = "approval.only_to_close"
    messages = {"zh-CN": "该步骤只能办结", "en": "This step is only there to close it"}


class NothingToClose(Conflict):
    """Only a closing step closes; others judge."""

    code = "approval.nothing_to_close"
    messages = {"zh-CN": "该步骤不是办结步骤", "en": "This step judges; it does not close"}


class OnTheWayAlready(Conflict):
    """Whoever it is to be handed on to has a part in this step already."""

    code = "approval.on_the_way_already"
    messages = {"zh-CN": "{name}已是该步骤的审批人", "en": "{name} is an approver of this step already"}


class UrgedAlready(Conflict):
    """Urging again waits an hour."""

    code = "approval.urged_already"
    messages = {"zh-CN": "一小时内已催办过，请稍后再催", "en": "You have urged within the last hour; wait a little"}
