"""Pictures are made anew before they are kept, in a process of their own, which is ended when it takes too much."""

import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from threading import BoundedSemaphore

from gateway.files import picture_program
from gateway.files.errors import FileNotAccepted, PictureTooLarge
from shared.files import file_key

PICTURES = frozenset({"image/png", "image/jpeg", "image/gif", "image/bmp", "image/webp"})
THUMBNAIL_TYPE = picture_program.THUMBNAIL_TYPE
MAX_PICTURE_BYTES = 30 * 1024 * 1024
_SECONDS, _AT_ONCE = 30, 2
_turns = BoundedSemaphore(_AT_ONCE)


def thumbnail_key(company_id: str, *, file_id: str) -> str:
    """Where the small one of a picture lies."""
    return f"{file_key(company_id, file_id=file_id)}.thumbnail"


def remake(given: Iterable[bytes], *, folder: Path) -> tuple[Path, Path]:
    """The picture made anew and its small one, both in the folder.

    :raises PictureTooLarge: too many bytes or pixels  :raises FileNotAccepted: no picture that can be read
    """
    came, made, small = folder / "came", folder / "made", folder / "small"
    _write(came, given)
    order = [sys.executable, "-P", picture_program.__file__, str(came), str(made), str(small)]
    with _turns:
        try:
            status = subprocess.run(order, stderr=subprocess.DEVNULL, timeout=_SECONDS, check=False).returncode  # noqa: S603  # fixed program
        except subprocess.TimeoutExpired as error:
            raise PictureTooLarge from error
    if status == picture_program.TOO_MANY_PIXELS:
        raise PictureTooLarge
    if status:
        raise FileNotAccepted
    return made, small


def _write(path: Path, given: Iterable[bytes]) -> None:
    size = 0
    with path.open("wb") as file:
        for chunk in given:
            size += len(chunk)
            if size > MAX_PICTURE_BYTES:
                raise PictureTooLarge
            file.write(chunk)
