"""Refusals of uploads."""

from shared.kernel.errors import Conflict, Invalid, TooLarge


class OffsetDiffers(Conflict):
    """The part does not begin where the upload ends: it came twice, or one before it is missing."""

    code = "upload.offset_differs"
    messages = {"zh-CN": "上传位置不符，请从第 {received} 字节继续", "en": "The upload goes on at byte {received}"}


class UploadFinished(Conflict):
    code = "upload.finished"
    messages = {"zh-CN": "文件已上传完成", "en": "This upload is finished"}


class UploadIncomplete(Conflict):
    """It is to be finished before all has come."""

    code = "upload.incomplete"
    messages = {"zh-CN": "文件还没有传完，请从第 {received} 字节继续", "en": "The upload goes on at byte {received}"}


class TooManyUploads(Conflict):
    """One person has more unfinished ones than anybody needs."""

    code = "upload.too_many"
    messages = {
        "zh-CN": "未完成的上传不能超过 {most} 个，请先完成或取消",
        "en": "You have {most} unfinished uploads; finish or cancel some first",
    }


class PartTooLarge(TooLarge):
    code = "upload.part_too_large"
    messages = {"zh-CN": "每次最多上传 8 MB", "en": "A part has at most 8 MB"}


class PartTooSmall(Invalid):
    """Only the last part may be small, so that a file does not come in a million."""

    code = "upload.part_too_small"
    messages = {"zh-CN": "除最后一段外，每次至少上传 64 KB", "en": "A part has at least 64 kB, the last one excepted"}


class MoreThanSaid(TooLarge):
    """The part goes beyond the size with which the upload was begun."""

    code = "upload.more_than_said"
    messages = {"zh-CN": "上传的内容超过了文件大小", "en": "This is more than the file was said to have"}


class ContentDiffers(Invalid):
    """What came is not what was sent, by its SHA-256."""

    code = "upload.content_differs"
    messages = {"zh-CN": "文件内容校验失败，请重新上传", "en": "What arrived is not what was sent; upload it again"}
