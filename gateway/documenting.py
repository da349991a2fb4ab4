"""States in the OpenAPI document what a view does that takes or answers more than JSON: files, streams, pages."""

from collections.abc import Callable, Mapping
from typing import Any

View = Callable[..., Any]


def documented(**operation: Any) -> Callable[[View], View]:
    """`operation` is the view's OpenAPI operation object; its summary is the view's docstring."""

    def decorate(view: View) -> View:
        view.documented = operation  # type: ignore[attr-defined]  # read by the OpenAPI generator
        return view

    return decorate


def in_path(name: str) -> Mapping[str, Any]:
    return {"name": name, "in": "path", "required": True, "schema": {"type": "string", "format": "uuid"}}


def in_query(name: str, *, required: bool = False, **schema: Any) -> Mapping[str, Any]:
    return {"name": name, "in": "query", "required": required, "schema": {"type": "string"} | schema}


def bytes_of_a_file() -> Mapping[str, Any]:
    return {"description": "The bytes.", "content": {"*/*": {}}}
