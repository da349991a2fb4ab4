"""How the CRM's things are called, for the features beside the one that keeps them."""

from sqlalchemy import DateTime, Text, column, table

from shared.database import Id

customer_names = table(
    "customers",
    column("company_id", Id),
    column("id", Id),
    column("name", Text),
    column("owner_id", Id),
    column("recycled_at", DateTime(timezone=True)),
)
contact_names = table("contacts", column("company_id", Id), column("id", Id), column("name", Text))
category_names = table("product_categories", column("company_id", Id), column("id", Id), column("name", Text))
product_names = table("products", column("company_id", Id), column("id", Id), column("name", Text))
opportunity_names = table(
    "opportunities",
    column("company_id", Id),
    column("id", Id),
    column("title", Text),
    column("customer_id", Id),
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
