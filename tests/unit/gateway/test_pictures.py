"""A picture is made anew: upright, without what the camera wrote beside it, no larger than screens can show."""

from io import BytesIO

import pytest
from PIL import Image, ImageSequence

from gateway.files import pictures
from gateway.files.errors import FileNotAccepted, PictureTooLarge
from gateway.files.pictures import remake

ORIENTATION, GPS, MAKE = 0x0112, 0x8825, 0x010F
TURNED_RIGHT = 6


def taken(*, size=(400, 200), kind="JPEG", mode="RGB", **options):
    picture = Image.new(mode, size, "red")
    content = BytesIO()
    picture.save(content, format=kind, **options)
    return content.getvalue()


def photo():
    """A photo whose camera was turned, with place and maker written beside the pixels."""
    exif = Image.Exif()
    exif[ORIENTATION], exif[MAKE] = TURNED_RIGHT, "Camera"
    exif[GPS] = {1: "N", 2: (30.0, 39.0, 0.0)}
    return taken(exif=exif, comment=b"secret", dpi=(72, 72))


class TestRemake:
    def test_turns_it_upright_and_leaves_out_what_lay_beside_the_pixels(self, tmp_path):
        made, small = remake([photo()], folder=tmp_path)

        with Image.open(made) as picture, Image.open(small) as thumbnail:
            assert (picture.format, picture.size, dict(picture.getexif())) == ("JPEG", (200, 400), {})
            assert (thumbnail.format, thumbnail.size) == ("WEBP", (200, 400))
        assert b"Camera" not in made.read_bytes()
        assert b"secret" not in made.read_bytes()

    def test_brings_it_to_a_size_that_screens_can_show(self, tmp_path):
        made, small = remake([taken(size=(5000, 100))], folder=tmp_path)

        with Image.open(made) as picture, Image.open(small) as thumbnail:
            assert (picture.width, thumbnail.width) == (4096, 480)

    @pytest.mark.parametrize(
        ("kind", "mode"), [("PNG", "RGBA"), ("PNG", "P"), ("BMP", "RGB"), ("WEBP", "RGB"), ("JPEG", "CMYK")]
    )
    def test_keeps_its_kind(self, tmp_path, kind, mode):
        made, _ = remake([taken(kind=kind, mode=mode)], folder=tmp_path)

        with Image.open(made) as picture:
            assert (picture.format, picture.mode) == (kind, mode)

    def test_keeps_a_moving_one_moving(self, tmp_path):
        first, second = Image.new("RGB", (40, 40), "red"), Image.new("RGB", (40, 40), "blue")
        content = BytesIO()
        first.save(content, format="GIF", save_all=True, append_images=[second], duration=[200, 300], comment=b"secret")

        made, _ = remake([content.getvalue()], folder=tmp_path)

        with Image.open(made) as picture:
            assert [frame.info["duration"] for frame in ImageSequence.Iterator(picture)] == [200, 300]
        assert b"secret" not in made.read_bytes()

    def test_refuses_what_cannot_be_read(self, tmp_path):
        for content in (b"\xff\xd8\xff" + b"no picture", photo()[:200]):
            with pytest.raises(FileNotAccepted):
                remake([content], folder=tmp_path)

    def test_refuses_too_many_pixels_however_few_bytes(self, tmp_path):
        with pytest.raises(PictureTooLarge):
            remake([taken(size=(10_000, 5_001), kind="PNG", mode="1")], folder=tmp_path)

    def test_refuses_too_many_bytes_while_they_arrive(self, tmp_path, monkeypatch):
        monkeypatch.setattr(pictures, "MAX_PICTURE_BYTES", 10)

        with pytest.raises(PictureTooLarge):
            remake(iter([b"12345678", b"9ab", b"never asked for"]), folder=tmp_path)
