"""What an upload takes next, and when it is whole."""

from datetime import UTC, datetime

import pytest

from gateway.files.errors import FileTooLarge
from gateway.files.parts import MAX_FILE_BYTES
from gateway.uploads import errors
from gateway.uploads.model import LEAST_PART_BYTES, MOST_PART_BYTES, Upload, UploadPart

NOON = datetime(2026, 5, 30, 4, tzinfo=UTC)
MEGABYTE = 1024 * 1024


def upload(*, size=20 * MEGABYTE, received=0, file_id=None):
    return Upload(name="合同.zip", size=size, received=received, file_id=file_id, changed_at=NOON)


class TestSize:
    def test_is_at_most_that_of_a_file(self):
        upload(size=MAX_FILE_BYTES).check_size()
        with pytest.raises(FileTooLarge):
            upload(size=MAX_FILE_BYTES + 1).check_size()


class TestTake:
    def test_goes_on_by_the_part(self):
        begun, later = upload(received=MEGABYTE), NOON.replace(hour=5)
        part = UploadPart(at=MEGABYTE, size=3 * MEGABYTE, taken=False)

        begun.take(part, now=later)

        assert (begun.received, begun.changed_at, part.taken) == (4 * MEGABYTE, later, True)

    @pytest.mark.parametrize("at", [0, MEGABYTE - 1, 2 * MEGABYTE])
    def test_refuses_a_part_that_is_not_the_next(self, at):
        with pytest.raises(errors.OffsetDiffers) as refused:
            upload(received=MEGABYTE).check_part(at=at, length=MEGABYTE)

        assert refused.value.params == {"received": MEGABYTE}

    def test_refuses_a_part_too_large_or_too_small(self):
        upload().check_part(at=0, length=MOST_PART_BYTES)
        upload().check_part(at=0, length=LEAST_PART_BYTES)
        with pytest.raises(errors.PartTooLarge):
            upload().check_part(at=0, length=MOST_PART_BYTES + 1)
        with pytest.raises(errors.PartTooSmall):
            upload().check_part(at=0, length=LEAST_PART_BYTES - 1)

    def test_lets_the_last_part_be_as_small_as_it_is(self):
        upload(size=MEGABYTE + 1, received=MEGABYTE).check_part(at=MEGABYTE, length=1)

    def test_refuses_more_than_was_said(self):
        with pytest.raises(errors.MoreThanSaid):
            upload(size=MEGABYTE).check_part(at=0, length=MEGABYTE + 1)

    def test_refuses_once_it_is_a_file(self):
        with pytest.raises(errors.UploadFinished):
            upload(received=MEGABYTE, file_id="a").check_part(at=MEGABYTE, length=MEGABYTE)


class TestCheckComplete:
    def test_refuses_until_all_has_come(self):
        upload(size=MEGABYTE, received=MEGABYTE).check_complete()
        with pytest.raises(errors.UploadIncomplete):
            upload(size=MEGABYTE, received=MEGABYTE - 1).check_complete()
