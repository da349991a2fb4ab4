"""Makes the OpenAPI document from the routing table, the services' operations and the gateway's own views."""

from tools.openapi.document import document, document_text
from tools.openapi.types import types_text

__all__ = ["document", "document_text", "types_text"]
