"""Things of another service that a body names: the gateway asks there whether the caller sees them."""

from collections.abc import Mapping
from typing import Any

from marshmallow import fields


class SeenElsewhere(fields.UUID):
    """An id in the interface; id and name of the thing to the service, which so need not ask back."""

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **options: Any) -> Any:
        if not isinstance(value, Mapping) or not isinstance(value.get("name"), str):
            raise self.make_error("invalid_uuid")
        return {"id": str(super()._deserialize(value.get("id"), attr, data, **options)), "name": value["name"]}
