"""The routing table: which service answers which address."""

from dataclasses import dataclass
from typing import Literal

Method = Literal["GET", "POST", "PATCH", "PUT", "DELETE"]


@dataclass(frozen=True)
class Route:
    """`path` as Flask writes it; its variables, the query and the body become the call's arguments.

    Of `names` in the body the service is given id and name, see `gateway.naming`. A `long` route may answer with a job
    instead of a result: then the status is 202.
    """

    method: Method
    path: str
    service: str
    calls: str
    status: int = 200
    long: bool = False
    names: tuple[str, ...] = ()


CHOICES = (
    "customer-statuses",
    "customer-tags",
    "sources",
    "behaviours",
    "drop-reasons",
    "contact-roles",
    "stages",
    "loss-reasons",
    "payment-methods",
)
_CHOICES = f"/settings/<any({', '.join(repr(kind) for kind in CHOICES)}):kind>"


def _bulk(verb: str, calls: str) -> Route:
    return Route("POST", f"/customers/bulk/{verb}", "crm", calls, long=True)


ROUTES: tuple[Route, ...] = (
    Route("GET", "/customers", "crm", "list_customers"),
    Route("GET", "/customers/counters", "crm", "count_customers"),
    Route("POST", "/customers", "crm", "create_customer", 201),
    Route("GET", "/customers/duplicates", "crm", "find_duplicates"),
    Route("GET", "/customers/<customer_id>", "crm", "get_customer"),
    Route("POST", "/customers/<customer_id>/merge", "crm", "merge_customers"),
    Route("PATCH", "/customers/<customer_id>", "crm", "change_customer"),
    Route("GET", "/customers/<customer_id>/overview", "crm", "read_customer_overview"),
    Route("GET", "/customers/<customer_id>/fall", "crm", "explain_customer_fall"),
    Route("GET", "/customers/<customer_id>/changes", "crm", "list_customer_changes"),
    Route("GET", "/customers/<customer_id>/owners", "crm", "list_customer_owners"),
    _bulk("drop-to-pool", "drop_customers_to_pool"),
    _bulk("take", "take_customers"),
    _bulk("assign", "assign_customers"),
    _bulk("transfer", "transfer_customers"),
    _bulk("add-participants", "add_participants"),
    _bulk("remove-participants", "remove_participants"),
    _bulk("set-status", "set_customer_status"),
    _bulk("set-tags", "set_customer_tags"),
    _bulk("delete", "delete_customers"),
    _bulk("restore", "restore_customers"),
    _bulk("purge", "purge_customers"),
    Route("GET", "/settings/custom-fields", "crm", "list_custom_fields"),
    Route("POST", "/settings/custom-fields", "crm", "create_custom_field", 201),
    Route("PUT", "/settings/custom-fields/order", "crm", "order_custom_fields"),
    Route("PATCH", "/settings/custom-fields/<field_id>", "crm", "change_custom_field"),
    Route("DELETE", "/settings/custom-fields/<field_id>", "crm", "delete_custom_field", 204),
    Route("GET", "/settings/pool-rules", "crm", "list_pool_rules"),
    Route("POST", "/settings/pool-rules", "crm", "create_pool_rule", 201),
    Route("PATCH", "/settings/pool-rules/<rule_id>", "crm", "change_pool_rule"),
    Route("GET", "/settings/pool-rules/<rule_id>/effect", "crm", "read_pool_rule_effect"),
    Route("DELETE", "/settings/pool-rules/<rule_id>", "crm", "delete_pool_rule", 204),
    Route("GET", "/settings/duplicates", "crm", "get_duplicate_rules"),
    Route("PUT", "/settings/duplicates", "crm", "set_duplicate_rules"),
    Route("GET", "/settings/pool-limits", "crm", "get_pool_limits"),
    Route("PUT", "/settings/pool-limits", "crm", "set_pool_limits"),
    Route("GET", _CHOICES, "crm", "list_choices"),
    Route("POST", _CHOICES, "crm", "create_choice", 201),
    Route("PUT", f"{_CHOICES}/order", "crm", "order_choices"),
    Route("PATCH", f"{_CHOICES}/<choice_id>", "crm", "change_choice"),
    Route("DELETE", f"{_CHOICES}/<choice_id>", "crm", "delete_choice", 204),
    Route("GET", "/attachments", "crm", "list_attachments"),
    Route("POST", "/attachments", "crm", "attach_file", 201),
    Route("DELETE", "/attachments/<attachment_id>", "crm", "delete_attachment", 204),
    Route("GET", "/contacts", "crm", "list_contacts"),
    Route("POST", "/contacts", "crm", "create_contact", 201),
    Route("PATCH", "/contacts/<contact_id>", "crm", "change_contact"),
    Route("DELETE", "/contacts/<contact_id>", "crm", "delete_contact", 204),
    Route("GET", "/follow-ups", "crm", "list_follow_ups"),
    Route("GET", "/follow-ups/<follow_up_id>", "crm", "get_follow_up"),
    Route("POST", "/follow-ups", "crm", "write_follow_up", 201),
    Route("GET", "/visits", "crm", "list_visits"),
    Route("GET", "/visits/<visit_id>", "crm", "get_visit"),
    Route("POST", "/visits", "crm", "check_in", 201),
    Route("GET", "/settings/visits", "crm", "get_visit_rules"),
    Route("PUT", "/settings/visits", "crm", "set_visit_rules"),
    Route("GET", "/comments", "crm", "list_comments"),
    Route("POST", "/comments", "crm", "write_comment", 201),
    Route("GET", "/product-categories", "crm", "list_product_categories"),
    Route("POST", "/product-categories", "crm", "create_product_category", 201),
    Route("PATCH", "/product-categories/<category_id>", "crm", "change_product_category"),
    Route("DELETE", "/product-categories/<category_id>", "crm", "delete_product_category", 204),
    Route("GET", "/products", "crm", "list_products"),
    Route("POST", "/products", "crm", "create_product", 201),
    Route("POST", "/products/bulk/move", "crm", "move_products"),
    Route("POST", "/products/bulk/delete", "crm", "delete_products"),
    Route("GET", "/products/<product_id>", "crm", "get_product"),
    Route("PATCH", "/products/<product_id>", "crm", "change_product"),
    Route("DELETE", "/products/<product_id>", "crm", "delete_product", 204),
    Route("POST", "/products/<product_id>/change-stock", "crm", "change_product_stock"),
    Route("GET", "/products/<product_id>/changes", "crm", "list_product_changes"),
    Route("GET", "/notifications", "office", "list_notifications"),
    Route("GET", "/notifications/counters", "office", "count_notifications"),
    Route("POST", "/notifications/read", "office", "read_notifications"),
    Route("POST", "/notifications/<notification_id>/read", "office", "read_notification"),
    Route("GET", "/settings/push", "office", "get_push_key"),
    Route("POST", "/push-subscriptions", "office", "subscribe_device", 201),
    Route("DELETE", "/push-subscriptions/<subscription_id>", "office", "unsubscribe_device", 204),
    Route("GET", "/settings/notifications", "office", "get_notification_settings"),
    Route("PUT", "/settings/notifications", "office", "set_notification_settings"),
    Route("GET", "/settings/win-approval", "crm", "get_win_approval"),
    Route("PUT", "/settings/win-approval", "crm", "set_win_approval"),
    Route("GET", "/settings/order-termination", "crm", "get_order_termination"),
    Route("PUT", "/settings/order-termination", "crm", "set_order_termination"),
    Route("GET", "/orders", "crm", "list_orders"),
    Route("POST", "/orders", "crm", "create_order", 201),
    Route("GET", "/orders/<order_id>", "crm", "get_order"),
    Route("PATCH", "/orders/<order_id>", "crm", "change_order"),
    Route("DELETE", "/orders/<order_id>", "crm", "delete_order", 204),
    Route("POST", "/orders/<order_id>/submit", "crm", "submit_order"),
    Route("POST", "/orders/<order_id>/terminate", "crm", "terminate_order"),
    Route("POST", "/orders/<order_id>/copy", "crm", "copy_order", 201),
    Route("POST", "/orders/<order_id>/change-owner", "crm", "change_order_owner"),
    Route("GET", "/orders/<order_id>/changes", "crm", "list_order_changes"),
    Route("GET", "/collection-plans", "crm", "list_collection_plans"),
    Route("POST", "/collection-plans", "crm", "create_collection_plan", 201),
    Route("PATCH", "/collection-plans/<plan_id>", "crm", "change_collection_plan"),
    Route("DELETE", "/collection-plans/<plan_id>", "crm", "delete_collection_plan", 204),
    Route("GET", "/collections", "crm", "list_collections"),
    Route("POST", "/collections", "crm", "create_collection", 201),
    Route("PATCH", "/collections/<collection_id>", "crm", "change_collection"),
    Route("DELETE", "/collections/<collection_id>", "crm", "delete_collection", 204),
    Route("GET", "/opportunities", "crm", "list_opportunities"),
    Route("GET", "/opportunities/board", "crm", "read_opportunity_board"),
    Route("POST", "/opportunities", "crm", "create_opportunity", 201),
    Route("GET", "/opportunities/<opportunity_id>", "crm", "get_opportunity"),
    Route("PATCH", "/opportunities/<opportunity_id>", "crm", "change_opportunity"),
    Route("DELETE", "/opportunities/<opportunity_id>", "crm", "delete_opportunity", 204),
    Route("POST", "/opportunities/<opportunity_id>/move", "crm", "move_opportunity"),
    Route("GET", "/opportunities/<opportunity_id>/changes", "crm", "list_opportunity_changes"),
    Route("GET", "/approval-templates", "office", "list_approval_templates"),
    Route("POST", "/approval-templates", "office", "create_approval_template", 201),
    Route("GET", "/approval-templates/<template_id>", "office", "get_approval_template"),
    Route("PATCH", "/approval-templates/<template_id>", "office", "change_approval_template"),
    Route("DELETE", "/approval-templates/<template_id>", "office", "delete_approval_template", 204),
    Route("PUT", "/approval-templates/<template_id>/draft", "office", "draw_approval_template"),
    Route("POST", "/approval-templates/<template_id>/publish", "office", "publish_approval_template"),
    Route("GET", "/approval-templates/<template_id>/versions", "office", "list_approval_template_versions"),
    Route("GET", "/approvals", "office", "list_approvals"),
    Route("GET", "/approvals/counters", "office", "count_approvals"),
    Route("POST", "/approvals", "office", "submit_approval", 201, names=("customer_id",)),
    Route("POST", "/approvals/foresee", "office", "foresee_approval"),
    Route("GET", "/approvals/<approval_id>", "office", "get_approval"),
    Route("POST", "/approvals/<approval_id>/approve", "office", "approve_approval"),
    Route("POST", "/approvals/<approval_id>/refuse", "office", "refuse_approval"),
    Route("POST", "/approvals/<approval_id>/close", "office", "close_approval"),
    Route("POST", "/approvals/<approval_id>/hand-on", "office", "hand_on_approval"),
    Route("POST", "/approvals/<approval_id>/add-approver", "office", "add_approver"),
    Route("POST", "/approvals/<approval_id>/withdraw", "office", "withdraw_approval"),
    Route("POST", "/approvals/<approval_id>/urge", "office", "urge_approval"),
    Route("GET", "/reports/<report>", "stats", "read_report"),
    Route("GET", "/reports/<report>/rows", "stats", "list_report_rows"),
    Route("POST", "/reports/rebuild", "stats", "start_rebuild", 202),
)
