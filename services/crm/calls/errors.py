"""What a call refuses, by the broken rule."""

from shared.kernel.errors import Conflict, Invalid


class AlreadyReceived(Conflict):
    """The phone sent this call before, under another key."""

    code = "call.already_received"
    messages = {"zh-CN": "这通电话已上传", "en": "This call was uploaded already"}


class NotARecording(Invalid):
    """Only sound is a recording of a call."""

    code = "call.not_a_recording"
    messages = {"zh-CN": "请选择录音文件", "en": "Please choose a sound file"}


class NotYetStarted(Invalid):
    """A call cannot have begun later than now."""

    code = "call.not_yet_started"
    messages = {"zh-CN": "通话开始时间不能晚于现在", "en": "A call cannot have begun later than now"}
