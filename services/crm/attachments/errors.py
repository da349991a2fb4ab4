"""What attachments refuse, by the broken rule."""

from shared.kernel.errors import Conflict


class TooManyAttachments(Conflict):
    """A customer has as many attachments as it may (C14)."""

    code = "attachment.too_many"
    messages = {"zh-CN": "一个客户最多 {most} 个附件", "en": "A customer has at most {most} attachments"}
