"""Refusals of files."""

from shared.kernel.errors import Invalid, TooLarge, Unsupported


class FileNotAccepted(Unsupported):
    """The kind of file is not taken, or its content is not what its name says."""

    code = "file.not_accepted"
    messages = {
        "zh-CN": "不支持这种文件，或文件内容与扩展名不符",
        "en": "This kind of file is not taken, or its content is not what its name says",
    }


class FileTooLarge(TooLarge):
    code = "file.too_large"
    messages = {"zh-CN": "文件不能超过 100 MB", "en": "A file has at most 100 MB"}


class FileMissing(Invalid):
    """The form came without a file."""

    code = "file.missing"
    messages = {"zh-CN": "请选择文件", "en": "Please choose a file"}


class PictureTooLarge(TooLarge):
    code = "file.picture_too_large"
    messages = {
        "zh-CN": "图片不能超过 30 MB 和 5000 万像素",
        "en": "A picture has at most 30 MB and 50 million pixels",
    }
