"""Sets logging up: ours by structlog, other libraries' through the same form."""

import logging
import os
import sys
from typing import Any

import orjson

from shared.logging.redaction import redact_entry

# Where rich is installed structlog loads it, and pygments with it, 5 MB for coloured traces that nobody sees here.
_rich = sys.modules.get("rich")
sys.modules["rich"] = None  # type: ignore[assignment]  # so that it cannot be imported
import structlog  # noqa: E402  # see above

if _rich is None:
    del sys.modules["rich"]
else:
    sys.modules["rich"] = _rich


def _to_json(entry: Any, default: Any = None, **_options: Any) -> bytes:
    return orjson.dumps(entry, default=default)


def _to_text(entry: Any, default: Any = None, **_options: Any) -> str:
    return orjson.dumps(entry, default=default).decode()


_SHARED: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.processors.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    structlog.processors.format_exc_info,
    redact_entry,
]


def set_up(service: str, *, level: str = os.environ.get("KUAIQI_LOG_LEVEL", "INFO")) -> None:
    """Every line from here on is JSON with time, level, service and event."""

    def name_service(_logger: Any, _method: str, entry: dict[str, Any]) -> dict[str, Any]:
        entry["service"] = service
        return entry

    number = logging.getLevelNamesMapping()[level]
    steps: list[Any] = [name_service, *_SHARED]
    structlog.configure(
        processors=[*steps, structlog.processors.JSONRenderer(serializer=_to_json)],
        wrapper_class=structlog.make_filtering_bound_logger(number),
        logger_factory=structlog.BytesLoggerFactory(),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=steps,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.JSONRenderer(serializer=_to_text),
            ],
        )
    )
    logging.basicConfig(handlers=[handler], level=max(number, logging.WARNING), force=True)


def get_logger() -> Any:
    """Fields are keyword arguments: `log.info("customer.taken", employee=...)`."""
    return structlog.get_logger()
