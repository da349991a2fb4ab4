"""The program that makes a picture anew: `python picture_program.py GIVEN INTO THUMBNAIL`.

What the camera wrote beside the pixels (place, device, owner) is left out, the picture turned upright and brought to a
size that screens can show; a small one is made besides. Uses much memory for a moment, and so is a process of its own.
"""

import resource
import sys
from pathlib import Path
from typing import Any

from PIL import Image, ImageOps, ImageSequence

TOO_MANY_PIXELS = 3
THUMBNAIL_TYPE = "image/webp"
_MOST_PIXELS = 50_000_000
_LONGEST_SIDE, _THUMBNAIL_SIDE = 4096, 480
_MOST_MEMORY = 1024 * 1024 * 1024
_MOST_PROCESSOR_SECONDS = 30
_FORMATS = ("PNG", "JPEG", "GIF", "BMP", "WEBP")
_KEPT = ("icc_profile", "transparency", "duration", "loop")
_QUALITY = 85


def main(given: Path, into: Path, thumbnail: Path) -> int:
    resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_MOST_PROCESSOR_SECONDS, _MOST_PROCESSOR_SECONDS))
    Image.MAX_IMAGE_PIXELS = None  # counted here, with all frames
    with Image.open(given, formats=_FORMATS) as picture:
        kind = picture.format
        frames = getattr(picture, "n_frames", 1)
        if picture.width * picture.height * frames > _MOST_PIXELS:
            return TOO_MANY_PIXELS
        if frames > 1:
            _save_moving(picture, into, kind)
        else:
            _save_still(picture, into, kind)
    with Image.open(into, formats=_FORMATS) as made:
        small = made.convert("RGBA" if made.has_transparency_data else "RGB")
        small.thumbnail((_THUMBNAIL_SIDE, _THUMBNAIL_SIDE))
        _bare(small).save(thumbnail, format="WEBP", quality=_QUALITY)
    return 0


def _save_still(picture: Image.Image, into: Path, kind: str | None) -> None:
    picture.draft(None, (_LONGEST_SIDE, _LONGEST_SIDE))
    upright = ImageOps.exif_transpose(picture)
    upright.thumbnail((_LONGEST_SIDE, _LONGEST_SIDE))
    _bare(upright).save(into, format=kind, quality=_QUALITY)


def _save_moving(picture: Image.Image, into: Path, kind: str | None) -> None:
    frames = [_bare(frame.copy()) for frame in ImageSequence.Iterator(picture)]
    times = [frame.info.get("duration", 100) for frame in frames]
    timing: dict[str, Any] = {"duration": times, "loop": picture.info.get("loop", 0)}
    frames[0].save(into, format=kind, save_all=True, append_images=frames[1:], quality=_QUALITY, **timing)


def _bare(picture: Image.Image) -> Image.Image:
    """Without comments and whatever else lay beside the pixels."""
    picture.info = {name: picture.info[name] for name in _KEPT if name in picture.info}
    picture.getexif().clear()
    return picture


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3])))
