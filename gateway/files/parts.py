"""Reads the file out of a multipart form while it arrives."""

from collections import deque
from collections.abc import Iterator
from hashlib import sha256
from pathlib import PurePosixPath
from typing import IO, TYPE_CHECKING

from python_multipart import MultipartParser
from python_multipart.exceptions import FormParserError
from werkzeug.http import parse_options_header

from gateway.files.errors import FileMissing, FileTooLarge
from shared.kernel.errors import Unreadable, Unsupported

if TYPE_CHECKING:
    from python_multipart.multipart import MultipartCallbacks

MAX_FILE_BYTES = 100 * 1024 * 1024
FORM_BYTES = 64 * 1024
_READ_BYTES, _NAME_LENGTH = 64 * 1024, 200


class FilePart:
    """The form's part `file`; other parts are passed over. Iterate once for its bytes.

    :raises Unsupported: not a multipart form  :raises FileMissing: it has no such part
    """

    def __init__(self, stream: IO[bytes], *, content_type: str, most: int = MAX_FILE_BYTES) -> None:
        kind, options = parse_options_header(content_type)
        if kind != "multipart/form-data" or not options.get("boundary"):
            raise Unsupported
        self.name = ""
        self.size = 0
        self._most = most
        self._sha256 = sha256()
        self._stream = stream
        self._bytes: deque[bytes] = deque()
        self._header, self._value = b"", b""
        self._inside = self._seen = self._ended = False
        self._parser = MultipartParser(options["boundary"].encode(), self._callbacks())
        while not self._seen and self._feed():
            pass
        if not self._seen:
            raise FileMissing(errors={"file": ["Missing data for required field."]})

    def start(self, length: int) -> bytes:
        """The first bytes, which stay there to be read."""
        while sum(map(len, self._bytes)) < length and self._feed():
            pass
        joined = b"".join(self._bytes)
        self._bytes = deque([joined])
        return joined[:length]

    def __iter__(self) -> Iterator[bytes]:
        """:raises FileTooLarge: more than allowed  :raises Unreadable: the form broke off"""
        while True:
            while self._bytes:
                chunk = self._bytes.popleft()
                self.size += len(chunk)
                if self.size > self._most:
                    raise FileTooLarge
                self._sha256.update(chunk)
                if chunk:
                    yield chunk
            if not self._feed():
                return

    @property
    def digest(self) -> bytes:
        """The SHA-256 of what was read so far."""
        return self._sha256.digest()

    def _feed(self) -> bool:
        """Whether something was read."""
        chunk = self._stream.read(_READ_BYTES)
        if not chunk:
            if not self._ended:
                raise Unreadable
            return False
        try:
            self._parser.write(chunk)
        except FormParserError as error:
            raise Unreadable from error
        return True

    def _callbacks(self) -> "MultipartCallbacks":
        return {
            "on_part_begin": self._begin_part,
            "on_header_field": self._on_header_field,
            "on_header_value": self._on_header_value,
            "on_header_end": self._on_header_end,
            "on_part_data": self._on_data,
            "on_part_end": self._end_part,
            "on_end": self._end,
        }

    def _begin_part(self) -> None:
        self._inside = False
        self._header, self._value = b"", b""

    def _on_header_field(self, data: bytes, start: int, end: int) -> None:
        self._header += data[start:end]

    def _on_header_value(self, data: bytes, start: int, end: int) -> None:
        self._value += data[start:end]

    def _on_header_end(self) -> None:
        if self._header.lower() == b"content-disposition" and not self._seen:
            _, options = parse_options_header(self._value.decode("utf-8", "replace"))
            if options.get("name") == "file" and "filename" in options:
                self.name = plain_name(options["filename"])
                self._inside = self._seen = True
        self._header, self._value = b"", b""

    def _on_data(self, data: bytes, start: int, end: int) -> None:
        if self._inside:
            self._bytes.append(data[start:end])

    def _end_part(self) -> None:
        self._inside = False

    def _end(self) -> None:
        self._ended = True


def plain_name(given: str) -> str:
    """A file's bare name: no folders, no characters that do not show; shortened before its extension."""
    bare = PurePosixPath(given.replace("\\", "/")).name
    shown = "".join(each for each in bare if each.isprintable()).strip() or "file"
    stem, dot, extension = shown.rpartition(".")
    if len(shown) > _NAME_LENGTH and dot:
        return f"{stem[: _NAME_LENGTH - len(extension) - 1]}.{extension}"[:_NAME_LENGTH]
    return shown[:_NAME_LENGTH]
