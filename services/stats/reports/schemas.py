"""What reports are asked for with, and what they answer."""

from datetime import date

from marshmallow import Schema, fields, validate

GROUPS = ("employee", "department", "week", "month", "quarter", "year", "customer", "product", "category")
SORTS = ("amount", "number", "quantity", "average", "average_price")
_SENSIBLE = validate.Range(min=date(1970, 1, 2), max=date(2999, 12, 31))


class Filter(Schema):
    """Days are the company's; without them, this month up to today."""

    first = fields.Date(data_key="from", load_default=None, validate=_SENSIBLE)
    last = fields.Date(data_key="to", load_default=None, validate=_SENSIBLE)
    department_id = fields.UUID(load_default=None)
    employee_id = fields.UUID(load_default=None)
    by = fields.String(load_default="status", validate=validate.OneOf(["status", "tag"]))
    stage = fields.String(load_default="developing", validate=validate.OneOf(["developing", "signed", "lead"]))
    at_least = fields.Integer(load_default=0, validate=validate.Range(min=0, max=86_400))
    group_by = fields.String(load_default=None, validate=validate.OneOf(GROUPS))
    customer_id = fields.UUID(load_default=None)
    product_id = fields.UUID(load_default=None)
    category_id = fields.UUID(load_default=None)
    q = fields.String(load_default=None, validate=validate.Length(max=100))
    sort = fields.String(
        load_default="-amount", validate=validate.OneOf([sign + name for name in SORTS for sign in ("", "-")])
    )


class Paged(Schema):
    page = fields.Integer(load_default=1, validate=validate.Range(min=1, max=10_000))
    page_size = fields.Integer(load_default=20, validate=validate.Range(min=1, max=100))


class ReportQuery(Filter, Paged):
    report = fields.String(required=True, validate=validate.Length(max=50))


class RowsQuery(ReportQuery):
    row = fields.String(required=True, validate=validate.Length(max=36))
    column = fields.String(required=True, validate=validate.Length(min=1, max=64))
    part = fields.String(load_default="increment", validate=validate.OneOf(["increment", "stock"]))


class ExportFilter(Filter, Paged):
    """The report's own query; all pages are written."""


class ExportDraft(Schema):
    kind = fields.String(required=True, validate=validate.Length(max=50))
    filter = fields.Nested(ExportFilter, load_default=lambda: ExportFilter().load({}))
    columns = fields.List(fields.String(validate=validate.Length(max=64)), load_default=None, allow_none=True)


class Named(Schema):
    id = fields.String(required=True)
    name = fields.String(required=True)


class ReportEmployee(Named):
    department = fields.Nested(Named, allow_none=True, required=True)


class Column(Schema):
    key = fields.String(required=True)
    title = fields.String(required=True)
    kind = fields.String(
        required=True,
        validate=validate.OneOf(["count", "increment_stock", "times_customers", "calls", "money", "rate"]),
    )


class Report(Schema):
    """`total` and each row have a cell per column: a number, money or a rate as text, {"increment", "stock"} or
    {"times", "customers"}. A row names its `employee`, `department`, `period`, `customer`, `product` or `category`;
    `targets_from` and `targets_to` are the days that targets are about.
    """

    columns = fields.List(fields.Nested(Column), required=True)
    total = fields.Dict(keys=fields.String(), required=True)
    rows = fields.List(fields.Dict(keys=fields.String()), required=True)
    total_rows = fields.Integer(required=True)
    page = fields.Integer(required=True)
    page_size = fields.Integer(required=True)
    complete_up_to = fields.DateTime(required=True, allow_none=True)
    lagging = fields.Boolean(required=True)
    targets_from = fields.Date()
    targets_to = fields.Date()


class Opened(Schema):
    kind = fields.String(required=True, validate=validate.OneOf(["order", "opportunity"]))
    id = fields.String(required=True)


class ReportRow(Schema):
    """`opens` is the record that the row tells of, where it is one."""

    customer = fields.Nested(Named, required=True, allow_none=True)
    employee = fields.Nested(Named, required=True)
    department = fields.Nested(Named, allow_none=True, required=True)
    at = fields.DateTime(required=True)
    kind = fields.String(required=True)
    by = fields.Nested(Named, allow_none=True, required=True)
    count = fields.Integer(required=True)
    content = fields.String(required=True, allow_none=True)
    amount = fields.String(required=True, allow_none=True)
    seconds = fields.Integer(required=True, allow_none=True)
    opens = fields.Nested(Opened, required=True, allow_none=True)


class ReportRows(Schema):
    """The rows behind a cell: `sum` over all pages is the cell or its times, `customers` how many are different,
    `amount` what they come to.
    """

    items = fields.List(fields.Nested(ReportRow), required=True)
    total = fields.Integer(required=True)
    page = fields.Integer(required=True)
    page_size = fields.Integer(required=True)
    sum = fields.Integer(required=True)
    customers = fields.Integer(required=True, allow_none=True)
    amount = fields.String(required=True, allow_none=True)
    seconds = fields.Integer(required=True, allow_none=True)
