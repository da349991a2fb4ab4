from marshmallow import Schema, fields, validate

IMPORTS = ("customers", "pool-customers", "leads", "contacts", "products")
LISTS = {
    "customers": "start_export",
    **dict.fromkeys(("follow-ups", "visits", "calls", "collections"), "start_record_export"),
    **dict.fromkeys(("leads", "contacts", "opportunities", "orders", "products"), "start_list_export"),
}
# A report that is called like a list is told apart from it.
REPORTS = (
    "customer-increments",
    "customer-net",
    "status-stock",
    "wins",
    "customer-ranking",
    "product-ranking",
    *(f"reports/{name}" for name in ("follow-ups", "visits", "calls", "orders", "collections")),
)


class ImportDraft(Schema):
    """A table to bring in."""

    kind = fields.String(required=True, validate=validate.OneOf(IMPORTS))
    file_id = fields.UUID(required=True)
    mode = fields.String(required=True, validate=validate.OneOf(["preview", "run"]))
    on_duplicate = fields.String(validate=validate.OneOf(["skip", "update"]))


class ExportDraft(Schema):
    """What to write to a table: the filter is the list's query, read by the service that has the list."""

    kind = fields.String(required=True, validate=validate.OneOf([*LISTS, *REPORTS]))
    filter = fields.Dict()
    columns = fields.List(fields.String())
