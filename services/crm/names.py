"""How the CRM's things are called, for the features beside the one that keeps them."""

from typing import Any

from sqlalchemy import ColumnElement, DateTime, Text, column, func, select, table

from shared.database import Id

customer_names = table(
    "customers",
    column("company_id", Id),
    column("id", Id),
    column("name", Text),
    column("owner_id", Id),
    column("recycled_at", DateTime(timezone=True)),
)
lead_names = table("leads", column("company_id", Id), column("id", Id), column("name", Text))
contact_names = table("contacts", column("company_id", Id), column("id", Id), column("name", Text))
comments_of = table("comments", column("company_id", Id), column("on_kind", Text), column("on_id", Id))
category_names = table("product_categories", column("company_id", Id), column("id", Id), column("name", Text))
product_names = table("products", column("company_id", Id), column("id", Id), column("name", Text))
opportunity_names = table(
    "opportunities",
    column("company_id", Id),
    column("id", Id),
    column("title", Text),
    column("customer_id", Id),
    column("owner_id", Id),
    column("outcome", Text),
)
order_names = table(
    "orders",
    column("company_id", Id),
    column("id", Id),
    column("title", Text),
    column("status", Text),
    column("customer_id", Id),
    column("owner_id", Id),
)


def comment_count(kind: str, things: Any) -> ColumnElement[int]:
    """How many comments stand on each of these things."""
    c = comments_of.c
    counted = select(func.count()).select_from(comments_of)
    return counted.where(c.company_id == things.company_id, c.on_id == things.id, c.on_kind == kind).scalar_subquery()
