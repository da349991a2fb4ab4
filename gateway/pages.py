"""The web client's files; every address that is not a file is the client's own and gets its page."""

import mimetypes
from pathlib import Path

from flask import Blueprint, Response, current_app, request, send_file
from werkzeug.exceptions import HTTPException, MethodNotAllowed, NotFound
from werkzeug.security import safe_join

pages = Blueprint("pages", __name__)
_DIST = Path(__file__).parent / "web" / "dist"
_FOR_EVER = "public, max-age=31536000, immutable"


@pages.get("/", defaults={"path": "index.html"})
@pages.get("/<path:path>")
def page(path: str) -> Response:
    """A file of the built client, compressed where the browser takes it."""
    if path.startswith("api/"):
        raise _not_there(f"/{path}")
    found = safe_join(str(_DIST), path)
    if found is None or not Path(found).is_file():
        if "." in path.rsplit("/", 1)[-1]:
            raise NotFound
        path, found = "index.html", str(_DIST / "index.html")
    media_type = mimetypes.guess_type(path)[0] or "application/octet-stream"
    squeezed = Path(f"{found}.gz")
    takes_gzip = request.accept_encodings.quality("gzip") > 0 and squeezed.is_file()
    answer = send_file(squeezed if takes_gzip else found, mimetype=media_type)
    if takes_gzip:
        answer.headers["Content-Encoding"] = "gzip"
    answer.headers["Vary"] = "Accept-Encoding"
    answer.headers["Cache-Control"] = _FOR_EVER if path.startswith("assets/") else "no-cache"
    return answer


def _not_there(path: str) -> HTTPException:
    """An address of the interface that has no GET of its own: unknown, or only for other methods."""
    methods = set(current_app.url_map.bind("").allowed_methods(path)) - {"GET", "HEAD", "OPTIONS"}
    return MethodNotAllowed(valid_methods=sorted(methods)) if methods else NotFound()
