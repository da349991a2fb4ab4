"""One operation of the document, from whatever states it."""

import inspect
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from marshmallow import Schema

from gateway.interface import Described
from gateway.passing import ACCEPTED, NO_CONTENT
from gateway.routes import Route
from services.crm.service import CrmService
from services.office.service import OfficeService
from services.stats.service import StatsService
from shared.jobs.schemas import JobShown
from shared.nameko.operation import Operation
from tools.openapi.components import Components, Json

SERVICES: Mapping[str, type] = {"crm": CrmService, "office": OfficeService, "stats": StatsService}
_VARIABLE = re.compile(r"<(?:(?P<rule>[^<>:]+):)?(?P<name>\w+)>")
_KEY = {"$ref": "#/components/parameters/IdempotencyKey"}
_PROBLEM = {"$ref": "#/components/responses/Problem"}


@dataclass(frozen=True, kw_only=True)
class Stated:
    """What is known of an operation before it is written down."""

    name: str
    method: str
    path: str
    summary: str
    takes: Schema | None = None
    query: Schema | None = None
    answers: Schema | None = None
    status: int = 200
    may_be_job: bool = False
    needs: tuple[str, ...] = ()
    signed_in: bool = True
    documented: Mapping[str, Any] | None = None


def of_route(route: Route) -> Stated:
    """A route whose service has the operation; where it has not (yet), only the address is known."""
    found: Operation | None = getattr(getattr(SERVICES[route.service], route.calls, None), "operation", None)
    takes = found.takes if found else None
    needs = (" or ".join(found.any_of), found.needs_action) if found else ()
    return Stated(
        name=route.calls,
        method=route.method,
        path=route.path,
        summary=_summary(found.method) if found else route.calls,
        takes=None if route.method == "GET" else takes,
        query=takes if route.method == "GET" else None,
        answers=found.answers if found else None,
        status=route.status,
        may_be_job=route.long,
        needs=tuple(each for each in needs if each),
    )


def of_view(view: Callable[..., Any], *, method: str, path: str) -> Stated:
    """:raises LookupError: the view states nothing"""
    common: dict[str, Any] = {"name": view.__name__, "method": method, "path": path, "summary": _summary(view)}
    described: Described | None = getattr(view, "described", None)
    if described is not None:
        rights = ("administrator",) if described.administrator else described.needs_action
        return Stated(
            **common,
            takes=described.takes,
            query=described.query,
            answers=described.answers,
            status=described.status,
            needs=rights,
            signed_in=described.signed_in,
        )
    documented = getattr(view, "documented", None)
    if documented is None:
        raise LookupError(f"{method} {path} says nothing of itself")
    return Stated(**common, documented=documented)


def written(stated: Stated, components: Components) -> tuple[str, Json]:
    """Path and operation object."""
    choices = {each["name"]: _choices(each["rule"] or "") for each in _VARIABLE.finditer(stated.path)}
    path = _VARIABLE.sub(lambda each: f"{{{each['name']}}}", stated.path)
    operation: Json = {"operationId": stated.name, "summary": stated.summary, "tags": [path.split("/")[1]]}
    if stated.needs:
        operation["description"] = f"Needs: {', '.join(stated.needs)}."
    if stated.documented is not None:
        return path, operation | _documented(stated, components)
    parameters = [
        components.path_parameter(name, schema=stated.takes or stated.query, choices=known)
        for name, known in choices.items()
    ]
    if stated.query is not None:
        parameters += components.parameters(stated.query, without=choices)
    if stated.method == "POST" and stated.signed_in:
        parameters.append(_KEY)
    if parameters:
        operation["parameters"] = parameters
    if stated.takes is not None and (body := components.body(stated.takes, without=choices)):
        operation["requestBody"] = _json(body)
    if not stated.signed_in:
        operation["security"] = []
    return path, operation | {"responses": _responses(stated, components)}


def _responses(stated: Stated, components: Components) -> Json:
    if stated.status == NO_CONTENT:
        return {"204": {"description": "Done."}, "default": _PROBLEM}
    shape = components.reference(stated.answers) if stated.answers is not None else {}
    responses: Json = {str(stated.status): {"description": "Done."} | _content(shape)}
    if stated.may_be_job:
        responses[str(ACCEPTED)] = {"description": "A job does it."} | _content(components.reference(JobShown))
    return responses | {"default": _PROBLEM}


def _documented(stated: Stated, components: Components) -> Json:
    given = dict(stated.documented or {})
    takes = given.pop("takes", None)
    if takes is not None:
        given["requestBody"] = _json(components.reference(takes))
    if stated.method == "POST":
        given["parameters"] = [*given.get("parameters", ()), _KEY]
    responses = {
        status: {"description": "Done."} | _content(components.reference(each)) if isinstance(each, type) else each
        for status, each in given["responses"].items()
    }
    return given | {"responses": responses | {"default": _PROBLEM}}


def _json(shape: Json) -> Json:
    return {"required": True, "content": {"application/json": {"schema": shape}}}


def _content(shape: Json) -> Json:
    return {"content": {"application/json": {"schema": shape} if shape else {}}}


def _choices(rule: str) -> list[str]:
    return re.findall(r"['\"]([^'\"]+)['\"]", rule)


def _summary(method: Callable[..., Any]) -> str:
    lines = (inspect.getdoc(method) or method.__name__).split("\n\n")[0]
    return " ".join(lines.split()).removesuffix(".")
