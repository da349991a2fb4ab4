"""Which files are taken: the extension must be known and the content must look like it.

What browsers would run when opened (HTML, SVG, scripts) is not among them, nor pictures that cannot be made anew.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from gateway.files.errors import FileNotAccepted

LOOKED_AT: Final = 4096
Look = Callable[[bytes], bool]
_CONTROLS = frozenset(range(32)) - frozenset(b"\t\n\r\f\x1b")


@dataclass(frozen=True)
class Kind:
    media_type: str
    fits: Look


def media_type_of(name: str, *, start: bytes) -> str:
    """The type of a file by its name, when its first bytes agree. :raises FileNotAccepted: unknown, or they do not"""
    kind = _kind_of(name)
    if not kind.fits(start):
        raise FileNotAccepted
    return kind.media_type


def check_extension(name: str) -> None:
    """Before any byte is there. :raises FileNotAccepted: unknown"""
    _kind_of(name)


def media_type_of_made(name: str) -> str:
    """The type of a file that a service made."""
    kind = _KINDS.get(name.rpartition(".")[2].lower())
    return kind.media_type if kind else "application/octet-stream"


def _kind_of(name: str) -> Kind:
    kind = _KINDS.get(name.rpartition(".")[2].lower()) if "." in name else None
    if kind is None:
        raise FileNotAccepted
    return kind


def _begins(*signs: bytes, at: int = 0) -> Look:
    return lambda start: start[at:].startswith(signs)


def _riff(form: bytes) -> Look:
    return lambda start: start.startswith(b"RIFF") and start[8:12] == form


def _is_text(start: bytes) -> bool:
    return not _CONTROLS.intersection(start) and not start.lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(
        (b"<!doctype html", b"<html", b"<svg", b"<?xml", b"<script")
    )


_ZIP, _OLE = _begins(b"PK\x03\x04", b"PK\x05\x06"), _begins(bytes.fromhex("d0cf11e0a1b11ae1"))
_ISO_MEDIA, _EBML = _begins(b"ftyp", at=4), _begins(b"\x1a\x45\xdf\xa3")
_OFFICE = "application/vnd.openxmlformats-officedocument"
_KINDS: Final = {
    "png": Kind("image/png", _begins(b"\x89PNG\r\n\x1a\n")),
    "jpg": Kind("image/jpeg", _begins(b"\xff\xd8\xff")),
    "jpeg": Kind("image/jpeg", _begins(b"\xff\xd8\xff")),
    "gif": Kind("image/gif", _begins(b"GIF87a", b"GIF89a")),
    "bmp": Kind("image/bmp", _begins(b"BM")),
    "webp": Kind("image/webp", _riff(b"WEBP")),
    "pdf": Kind("application/pdf", lambda start: b"%PDF-" in start[:1024]),
    "xlsx": Kind(f"{_OFFICE}.spreadsheetml.sheet", _ZIP),
    "docx": Kind(f"{_OFFICE}.wordprocessingml.document", _ZIP),
    "pptx": Kind(f"{_OFFICE}.presentationml.presentation", _ZIP),
    "xls": Kind("application/vnd.ms-excel", _OLE),
    "doc": Kind("application/msword", _OLE),
    "ppt": Kind("application/vnd.ms-powerpoint", _OLE),
    "zip": Kind("application/zip", _ZIP),
    "rar": Kind("application/vnd.rar", _begins(b"Rar!\x1a\x07")),
    "7z": Kind("application/x-7z-compressed", _begins(b"7z\xbc\xaf\x27\x1c")),
    "txt": Kind("text/plain", _is_text),
    "csv": Kind("text/csv", _is_text),
    "md": Kind("text/markdown", _is_text),
    "mp3": Kind("audio/mpeg", _begins(b"ID3", b"\xff\xfb", b"\xff\xf3", b"\xff\xf2")),
    "amr": Kind("audio/amr", _begins(b"#!AMR")),
    "3gp": Kind("audio/3gpp", _ISO_MEDIA),
    "aac": Kind("audio/aac", _begins(b"\xff\xf1", b"\xff\xf9")),
    "wav": Kind("audio/wav", _riff(b"WAVE")),
    "ogg": Kind("audio/ogg", _begins(b"OggS")),
    "opus": Kind("audio/ogg", _begins(b"OggS")),
    "weba": Kind("audio/webm", _EBML),
    "m4a": Kind("audio/mp4", _ISO_MEDIA),
    "mp4": Kind("video/mp4", _ISO_MEDIA),
    "mov": Kind("video/quicktime", _ISO_MEDIA),
    "webm": Kind("video/webm", _EBML),
}
