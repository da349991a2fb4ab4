"""docs/events.md: every event there is, from the contracts' own words."""

from collections import defaultdict
from dataclasses import MISSING, fields
from inspect import getdoc
from typing import get_type_hints

from shared.contracts.catalogue import EVENTS
from shared.contracts.listeners import LISTENS
from shared.kernel.events import Event

_HEAD = """# Events

Facts that services tell each other over the exchange `kuaiqi.events`, made from `shared/contracts` by
`python -m tools.generate`. The routing key is `p{partition of the company}.{type}`; the envelope around each event is
described in `shared/kernel/envelope.py`. Fields are only ever added.

Who listens to what:

"""


def events_page() -> str:
    """The page in Markdown."""
    listeners = "".join(
        f"- **{name}**: {', '.join(f'`{each}`' for each in LISTENS[name])}\n" for name in sorted(LISTENS)
    )
    by_service: defaultdict[str, list[type[Event]]] = defaultdict(list)
    for kind in EVENTS.values():
        by_service[kind.type.split(".")[0]].append(kind)
    chapters = "".join(_chapter(name, kinds) for name, kinds in sorted(by_service.items()))
    return _HEAD + listeners + chapters


def _chapter(service: str, kinds: list[type[Event]]) -> str:
    return f"\n## {service}\n" + "".join(_entry(kind) for kind in kinds)


def _entry(kind: type[Event]) -> str:
    hints = get_type_hints(kind)
    rows = "".join(
        f"| `{each.name}` | `{_type_name(hints[each.name])}` | {'yes' if _required(each) else 'no'} |\n"
        for each in fields(kind)
    )
    title = f"\n### `{kind.type}` (schema {kind.schema})\n\n{getdoc(kind)}\n\n"
    return f"{title}| field | type | required |\n|---|---|---|\n{rows}"


def _required(each: object) -> bool:
    return getattr(each, "default", MISSING) is MISSING and getattr(each, "default_factory", MISSING) is MISSING


def _type_name(hint: object) -> str:
    name = hint.__name__ if isinstance(hint, type) and not hasattr(hint, "__args__") else str(hint)
    return (
        name.replace("shared.kernel.actor.", "")
        .replace("shared.contracts.crm.events.", "")
        .replace("shared.contracts.crm.submissions.", "")
        .replace("shared.contracts.office.events.", "")
        .replace("typing.", "")
        .replace("|", "or")
    )
