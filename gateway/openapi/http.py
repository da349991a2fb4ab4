from functools import cache
from pathlib import Path

from flask import Blueprint, Response, send_from_directory

from gateway.documenting import documented

interface_views = Blueprint("interface", __name__)
DOCUMENT, PAGE = Path(__file__).parents[1] / "openapi.json", Path(__file__).parent / "page"
_PAGE_OF = {"200": {"description": "A page.", "content": {"text/html": {}}}}


@interface_views.get("/openapi.json")
@documented(responses={"200": {"description": "OpenAPI 3.1.", "content": {"application/json": {}}}}, security=[])
def read_interface() -> Response:
    """The document you read."""
    answer = Response(_document(), mimetype="application/json")
    answer.headers["Cache-Control"] = "no-cache"
    return answer


@interface_views.get("/docs")
@documented(responses=_PAGE_OF, security=[])
def show_interface() -> Response:
    """A page to read this document and to try its calls with one's sign-in."""
    return _file("docs.html")


@interface_views.get('/docs/<any("docs.js", "docs.css"):name>')
@documented(
    responses={"200": {"description": "A part of the page.", "content": {"text/css": {}, "text/javascript": {}}}},
    parameters=[{"name": "name", "in": "path", "required": True, "schema": {"enum": ["docs.js", "docs.css"]}}],
    security=[],
)
def show_part_of_page(name: str) -> Response:
    """Script and style of the page."""
    return _file(name)


def _file(name: str) -> Response:
    answer = send_from_directory(PAGE, name, etag=True)
    answer.headers["Cache-Control"] = "no-cache"
    return answer


@cache
def _document() -> bytes:
    return DOCUMENT.read_bytes()
