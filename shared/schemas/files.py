"""Files in what a service takes and answers, see `gateway/files/attaching.py`."""

from collections.abc import Mapping
from typing import Any

from marshmallow import Schema, fields, validate


class _Described(Schema):
    id = fields.String(required=True)
    name = fields.String(required=True)
    size = fields.Integer(required=True, strict=True)
    media_type = fields.String(required=True)


class FileIds(fields.List[Any]):
    """`file_ids`: for the caller ids of own files, for the service what the gateway knows of them."""

    def __init__(self, *, most: int, **options: Any) -> None:
        super().__init__(fields.UUID(), validate=validate.Length(max=most), load_default=list, **options)

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **options: Any) -> list[Any]:
        del attr, data, options
        found: list[Any] = _Described(many=True).load(value)
        return found


class FileId(fields.UUID):
    """`file_id`: for the caller the id of an own file, for the service what the gateway knows of it."""

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **options: Any) -> Any:
        del attr, data, options
        return _Described().load(value)


class FileShown(Schema):
    """A file of a thing; the addresses work without the sign-in for some minutes."""

    id = fields.UUID(required=True)
    name = fields.String(required=True)
    size = fields.Integer(required=True)
    media_type = fields.String(required=True)
    url = fields.String(required=True)
    thumbnail_url = fields.String(required=True, allow_none=True)
