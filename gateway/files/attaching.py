"""Files of things: their ids on the way in, their addresses on the way out, for whatever a service keeps them with.

A body names files as `file_ids` or `file_id`. The gateway, which alone knows files, puts their descriptions in place
of the ids, of the caller's own files only. The service keeps these with its thing, and gives them out as `files` or
`file` to whoever sees the thing; the gateway then adds addresses that work for a while without the sign-in.
"""

from collections.abc import Mapping
from re import compile as pattern
from typing import Any
from uuid import UUID

import orjson

from gateway.files.pictures import PICTURES
from gateway.files.queries import own_files
from gateway.storage import database, file_signer
from shared.contracts.files import File
from shared.kernel.actor import Actor
from shared.kernel.errors import Invalid

_MOST = 100
_MANY, _ONE = "file_ids", "file_id"
_HAS_FILES = pattern(rb'"files?"\s*:\s*\[?\s*\{')


def with_files(actor: Actor, body: Mapping[str, Any]) -> Mapping[str, Any]:
    """The body as a service takes it: the caller's files in place of their ids.

    :raises Invalid: no ids, or not files of the caller's
    """
    named = {name: _ids(name, body[name]) for name in (_MANY, _ONE) if body.get(name) is not None}
    if not any(named.values()):
        return body
    with database().transaction(actor, read_only=True) as tx:
        own = own_files(tx, [each for ids in named.values() for each in ids])
    found = {name: [_found(own, each, field=name) for each in ids] for name, ids in named.items()}
    return {**body, **{name: files if name == _MANY else files[0] for name, files in found.items()}}


def with_addresses(answer: bytes, *, company_id: str) -> bytes:
    """A service's answer, with addresses for the files in it."""
    if _HAS_FILES.search(answer) is None:
        return answer
    read = orjson.loads(answer)
    _add_addresses(read, company_id)
    return orjson.dumps(read)


def _ids(name: str, given: Any) -> list[str]:
    ids = [given] if name == _ONE else given
    if not isinstance(ids, list):
        raise Invalid(errors={name: ["Not a valid list."]})
    if len(ids) > _MOST:
        raise Invalid(errors={name: [f"Longer than maximum length {_MOST}."]})
    return list(dict.fromkeys(_id(name if name == _ONE else f"{name}.{at}", each) for at, each in enumerate(ids)))


def _id(field: str, given: Any) -> str:
    try:
        return str(UUID(given))
    except (ValueError, TypeError, AttributeError):
        raise Invalid(errors={field: ["Not a valid UUID."]}) from None


def _found(own: Mapping[str, File], file_id: str, *, field: str) -> File:
    if file_id not in own:
        raise Invalid(errors={field: ["Unknown file."]})
    return own[file_id]


def _add_addresses(value: Any, company_id: str) -> None:
    """Only what a service gives out as files gets addresses, not whatever looks like one."""
    if isinstance(value, list):
        for each in value:
            _add_addresses(each, company_id)
    elif isinstance(value, dict):
        for name, inner in value.items():
            if name == "files" and isinstance(inner, list):
                value[name] = [_addressed(each, company_id) for each in inner]
            elif name == "file" and isinstance(inner, dict):
                value[name] = _addressed(inner, company_id)
            else:
                _add_addresses(inner, company_id)


def _addressed(file: dict[str, Any], company_id: str) -> dict[str, Any]:
    url, thumbnail_url = file_signer().addresses(company_id, file_id=file["id"])
    return {**file, "url": url, "thumbnail_url": thumbnail_url if file["media_type"] in PICTURES else None}
