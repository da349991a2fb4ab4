"""How many files of which kind a thing of the CRM takes."""

from collections.abc import Sequence

from shared.contracts.files import File
from shared.kernel.errors import Invalid

MOST_PICTURES, MOST_VOICE_NOTES, MOST_OTHERS = 9, 3, 5
MOST_FILES = MOST_PICTURES + MOST_VOICE_NOTES + MOST_OTHERS


class TooManyFiles(Invalid):
    """More pictures, voice notes or other files than a thing takes (finer rules: up to 9 pictures, up to 3 notes)."""

    code = "file.too_many"
    messages = {
        "zh-CN": "最多 {pictures} 张图片、{voice_notes} 条语音、{others} 个其他文件",
        "en": "At most {pictures} pictures, {voice_notes} voice notes and {others} other files",
    }


class PicturesOnly(Invalid):
    """The thing takes pictures and nothing else."""

    code = "file.pictures_only"
    messages = {"zh-CN": "只能上传图片", "en": "Only pictures are taken here"}


def is_picture(file: File) -> bool:
    return file["media_type"].startswith("image/")


def is_sound(file: File) -> bool:
    return file["media_type"].startswith("audio/")


def require_few(files: Sequence[File]) -> None:
    """:raises TooManyFiles: more of a kind than allowed"""
    pictures, sounds = sum(map(is_picture, files)), sum(map(is_sound, files))
    if pictures > MOST_PICTURES or sounds > MOST_VOICE_NOTES or len(files) - pictures - sounds > MOST_OTHERS:
        raise TooManyFiles(
            errors={"file_ids": ["Too many files of a kind."]},
            pictures=MOST_PICTURES,
            voice_notes=MOST_VOICE_NOTES,
            others=MOST_OTHERS,
        )


def require_pictures(files: Sequence[File]) -> None:
    """:raises PicturesOnly: something else is among them"""
    if not all(map(is_picture, files)):
        raise PicturesOnly(errors={"file_ids": ["Only pictures are taken here."]})
