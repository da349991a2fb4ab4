"""The routing table: which service answers which address."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Route:
    """`path` as Flask writes it; its variables, the query and the body become the call's arguments."""

    method: Literal["GET", "POST", "PATCH", "PUT", "DELETE"]
    path: str
    service: str
    calls: str
    status: int = 200


ROUTES: tuple[Route, ...] = (
    Route("GET", "/customers", "crm", "list_customers"),
    Route("POST", "/customers", "crm", "create_customer", 201),
    Route("GET", "/customers/<customer_id>", "crm", "get_customer"),
    Route("PATCH", "/customers/<customer_id>", "crm", "change_customer"),
    Route("GET", "/customers/<customer_id>/changes", "crm", "list_customer_changes"),
    Route("POST", "/customers/bulk/drop-to-pool", "crm", "drop_customers_to_pool"),
    Route("POST", "/customers/bulk/take", "crm", "take_customers"),
    Route("POST", "/customers/bulk/transfer", "crm", "transfer_customers"),
    Route("POST", "/customers/bulk/assign", "crm", "assign_customers"),
    Route("POST", "/customers/bulk/delete", "crm", "delete_customers"),
    Route("POST", "/customers/bulk/restore", "crm", "restore_customers"),
)
