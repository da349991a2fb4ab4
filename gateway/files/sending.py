"""Answers with a file's bytes, all of them or the range that was asked for."""

from urllib.parse import quote

from flask import Response, request
from werkzeug.datastructures import ContentRange
from werkzeug.http import parse_if_range_header, unquote_etag

from gateway.storage import files
from shared.kernel.errors import Missing

_OK, _PARTIAL, _NOT_MODIFIED, _UNSATISFIABLE = 200, 206, 304, 416
# Should a browser open a file after all, nothing in it runs.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
_PDF = "application/pdf"
_PDF_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'"  # a sandbox keeps browsers from showing it
)
_SHOWN = ("image/", "audio/", "video/", _PDF)


def send(key: str, *, name: str, media_type: str, kept_seconds: int = 0) -> Response:
    """What browsers show they open in place, the rest they save. :raises Missing: its bytes are not there"""
    try:
        size = files().size(key)
    except FileNotFoundError:
        raise Missing from None
    etag = key.rpartition("/")[2]
    if etag in request.if_none_match:
        answer = Response(status=_NOT_MODIFIED)
    else:
        answer = _content(key, size=size, etag=etag, media_type=media_type)
        answer.headers["Content-Disposition"] = f"{_disposition(media_type)}; filename*=UTF-8''{quote(name, safe='')}"
    answer.set_etag(etag)
    answer.headers["Accept-Ranges"] = "bytes"
    answer.headers["Cache-Control"] = f"private, max-age={kept_seconds}" if kept_seconds else "private, no-cache"
    answer.headers["Content-Security-Policy"] = _PDF_POLICY if media_type == _PDF else _POLICY
    return answer


def _disposition(media_type: str) -> str:
    return "inline" if media_type.startswith(_SHOWN) else "attachment"


def _content(key: str, *, size: int, etag: str, media_type: str) -> Response:
    asked = request.range if _range_counts(etag) else None
    if asked is None or asked.units != "bytes" or len(asked.ranges) != 1:
        return _bytes(key, start=0, end=size, status=_OK, media_type=media_type)
    found = asked.range_for_length(size)
    if found is None:
        return Response(status=_UNSATISFIABLE, headers={"Content-Range": f"bytes */{size}"})
    start, end = found
    answer = _bytes(key, start=start, end=end, status=_PARTIAL, media_type=media_type)
    answer.headers["Content-Range"] = ContentRange("bytes", start, end, size).to_header()
    return answer


def _bytes(key: str, *, start: int, end: int, status: int, media_type: str) -> Response:
    answer = Response(files().get(key, start=start, end=end), status=status, mimetype=media_type)
    answer.content_length = end - start
    return answer


def _range_counts(etag: str) -> bool:
    """A range of another version of the file would be wrong; an id names one version for ever."""
    condition = parse_if_range_header(request.headers.get("If-Range"))
    return not request.headers.get("If-Range") or unquote_etag(condition.etag)[0] == etag
