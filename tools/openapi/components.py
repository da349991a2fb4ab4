"""Schemas of the document: named after their classes, equal ones merged, what comes in closed to unknown fields."""

import json
import warnings
from collections.abc import Iterable, Mapping
from typing import Any

from apispec import APISpec
from apispec.ext.marshmallow import MarshmallowPlugin
from marshmallow import Schema

Json = dict[str, Any]
REF = "#/components/schemas/"


class Components:
    """Collects the schemas that operations refer to."""

    def __init__(self, *, title: str, version: str) -> None:
        self._plugin = MarshmallowPlugin(schema_name_resolver=_name)
        self._spec = APISpec(title=title, version=version, openapi_version="3.1.0", plugins=[self._plugin])

    @property
    def _converter(self) -> Any:
        """What apispec makes schemas with; it publishes no types."""
        return self._plugin.converter

    def reference(self, schema: Schema | type[Schema]) -> Json:
        """A `$ref` to a schema, which is made when it is new."""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # equal names get a number here and are merged at the end
            found: Json = self._converter.resolve_nested_schema(schema)
        return found

    def body(self, schema: Schema, *, without: Iterable[str] = ()) -> Json | None:
        """What a request's body holds; `without` are the fields that stand in the path. None when nothing is left."""
        left = {name: field for name, field in schema.fields.items() if name not in set(without)}
        if not left:
            return None
        if len(left) == len(schema.fields):
            return self.reference(schema)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            shape: Json = self._converter.fields2jsonschema(left, partial=None)
        return shape | {"additionalProperties": False}

    def parameters(self, schema: Schema, *, without: Iterable[str] = ()) -> list[Json]:
        """The query's parameters."""
        hidden = set(without)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return [
                _never_null(self._converter._field2parameter(field, name=field.data_key or name, location="query"))  # noqa: SLF001  # apispec offers whole schemas alone
                for name, field in schema.fields.items()
                if name not in hidden
            ]

    def path_parameter(self, name: str, *, schema: Schema | None, choices: list[str]) -> Json:
        shape: Json = {"type": "string"}
        if choices:
            shape["enum"] = choices
        elif schema is not None and name in schema.fields:
            described = self._converter.field2property(schema.fields[name])
            shape = {key: described[key] for key in ("type", "format", "enum") if key in described}
        elif name.endswith("_id"):
            shape["format"] = "uuid"
        return {"name": name, "in": "path", "required": True, "schema": shape}

    def made(self) -> Json:
        schemas: Json = self._spec.to_dict()["components"]["schemas"]
        return schemas


def merged(document: Json) -> Json:
    """The document with equal schemas (Named, Named1) made one."""
    while True:
        schemas: Json = document["components"]["schemas"]
        by_content: dict[str, str] = {}
        instead: dict[str, str] = {}
        for name in sorted(schemas, key=lambda each: (len(each), each)):
            bare = name.rstrip("0123456789")
            content = f"{bare}{json.dumps(schemas[name], sort_keys=True)}"
            if (first := by_content.setdefault(content, name)) != name:
                instead[REF + name] = REF + first
        if not instead:
            return document
        kept = {name: each for name, each in schemas.items() if REF + name not in instead}
        document["components"]["schemas"] = kept
        document = _replaced(document, instead)


def closed(document: Json) -> Json:
    """Unknown fields of a body are refused, so the document says so."""
    used = {
        content["schema"]["$ref"]
        for operations in document["paths"].values()
        for operation in operations.values()
        for content in operation.get("requestBody", {}).get("content", {}).values()
        if "$ref" in content.get("schema", {})
    }
    for reference in used:
        document["components"]["schemas"][reference.removeprefix(REF)]["additionalProperties"] = False
    return document


def _never_null(parameter: Json) -> Json:
    """A query leaves a value out, where a body could say null."""
    shape: Json = parameter["schema"]
    if isinstance(shape.get("type"), list):
        kinds = [kind for kind in shape["type"] if kind != "null"]
        shape["type"] = kinds[0] if len(kinds) == 1 else kinds
    if "enum" in shape:
        shape["enum"] = [each for each in shape["enum"] if each is not None]
    if "default" in shape and shape["default"] is None:
        del shape["default"]
    return parameter


def _replaced(value: Any, instead: Mapping[str, str]) -> Any:
    if isinstance(value, dict):
        return {
            key: instead.get(each, each) if key == "$ref" else _replaced(each, instead) for key, each in value.items()
        }
    return [_replaced(each, instead) for each in value] if isinstance(value, list) else value


def _name(schema: Schema | type[Schema] | str) -> str:
    given = schema if isinstance(schema, type) else type(schema)
    name = given.__name__
    return name.removesuffix("Schema").removesuffix("Shown") or name
