"""The events as an AsyncAPI 3 document, docs/asyncapi.json, for programs that subscribe to them."""

import json
from dataclasses import MISSING, Field, fields
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from shared.contracts.catalogue import EVENTS
from shared.contracts.crm.collections import CollectionState, PlanState
from shared.contracts.crm.comments import Commented
from shared.contracts.crm.digests import DigestSpan
from shared.contracts.crm.events import CustomerState, ImportedCustomer, Named, PoolRuleVersion
from shared.contracts.crm.leads import LeadState
from shared.contracts.crm.opportunities import OpportunityState
from shared.contracts.crm.orders import OrderLine, OrderState
from shared.contracts.crm.products import ProductState
from shared.contracts.crm.submissions import ApprovalRequest, Subject
from shared.contracts.crm.visits import Position
from shared.contracts.office.events import ApprovalAnswer
from shared.contracts.stats.events import TargetOfSpan
from shared.kernel.actor import Person
from shared.kernel.envelope import Envelope
from shared.kernel.events import Event

_PLAIN: dict[Any, str] = {str: "string", int: "integer", float: "number", bool: "boolean", NoneType: "null"}
_SERVER = {"host": "rabbitmq", "protocol": "amqp", "description": "The broker of the installation."}

_SHARED: tuple[Any, ...] = (
    Person,
    Named,
    CustomerState,
    PoolRuleVersion,
    ImportedCustomer,
    LeadState,
    ProductState,
    OpportunityState,
    Position,
    OrderLine,
    OrderState,
    PlanState,
    TargetOfSpan,
    CollectionState,
    Commented,
    DigestSpan,
    Subject,
    ApprovalRequest,
    ApprovalAnswer,
)

Schema = dict[str, Any]


def asyncapi() -> str:
    """The document as JSON."""
    document = {
        "asyncapi": "3.0.0",
        "info": {
            "title": "KuaiQi events",
            "version": "1",
            "description": "Facts in the past tense. At least once on the wire; `aggregate_version` numbers an "
            "aggregate's events without a gap.",
        },
        "servers": {"broker": _SERVER},
        "channels": {name: _channel(event) for name, event in sorted(EVENTS.items())},
        "components": {"schemas": {"Envelope": _envelope()} | {each.__name__: _members(each) for each in _SHARED}},
        "operations": {
            name: {"action": "send", "channel": {"$ref": f"#/channels/{_escaped(name)}"}} for name in sorted(EVENTS)
        },
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def data_schema(event: type[Event]) -> Schema:
    """JSON Schema of an event's `data`."""
    hints = get_type_hints(event)
    own = fields(event)
    return {
        "type": "object",
        "properties": {each.name: _schema(hints[each.name]) for each in own},
        "required": [each.name for each in own if _is_required(each)],
    }


def _channel(event: type[Event]) -> Schema:
    return {
        "address": f"p{{partition}}.{event.type}",
        "description": "Routing key of the topic exchange kuaiqi.events; the partition, 0 to 7, is the company's.",
        "parameters": {"partition": {"enum": [str(number) for number in range(8)]}},
        "messages": {
            event.__name__: {
                "name": event.type,
                "title": event.__name__,
                "description": " ".join((event.__doc__ or "").split()),
                "contentType": "application/json",
                "payload": {"allOf": [{"$ref": "#/components/schemas/Envelope"}, _payload(event)]},
            }
        },
    }


def _payload(event: type[Event]) -> Schema:
    own = {"type": {"const": event.type}, "schema": {"const": event.schema}, "data": data_schema(event)}
    return {"type": "object", "properties": own}


def _envelope() -> Schema:
    hints = get_type_hints(Envelope)
    parts = {each.name: _schema(hints[each.name]) for each in fields(Envelope)}
    return {"type": "object", "properties": parts, "required": sorted(parts)}


def _members(shared: Any) -> Schema:
    """A typed dictionary, member by member."""
    hints = get_type_hints(shared)
    return {
        "type": "object",
        "properties": {name: _schema(each) for name, each in hints.items()},
        "required": sorted(shared.__required_keys__),
    }


def _schema(kind: Any) -> Schema:
    if kind in _PLAIN:
        return {"type": _PLAIN[kind]}
    if kind in _SHARED:
        return {"$ref": f"#/components/schemas/{kind.__name__}"}
    arguments = get_args(kind)
    match get_origin(kind):
        case origin if origin in {Union, UnionType}:
            return {"anyOf": [_schema(each) for each in arguments]}
        case origin if origin is list:
            return {"type": "array", "items": _schema(arguments[0])}
        case origin if origin is dict:
            return {"type": "object"}
    if kind is Any:
        return {}
    raise TypeError(f"no schema for {kind}")


def _is_required(field: Field[Any]) -> bool:
    return field.default is MISSING and field.default_factory is MISSING


def _escaped(name: str) -> str:
    return name.replace("~", "~0").replace("/", "~1")
