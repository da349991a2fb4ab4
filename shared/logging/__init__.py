"""Logs: one JSON object a line on standard output, secrets left out."""

from shared.logging.setup import get_logger, set_up

__all__ = ["get_logger", "set_up"]
