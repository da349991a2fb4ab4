"""The least a Python answer costs: one Flask process that asks PostgreSQL itself with the CRM's own SQL and JSON.

No sign-in, no broker, no second process. Run by gunicorn beside the product, on the same database.
"""

import os

from flask import Flask, Response, request

from services.crm.customers import queries, schemas
from shared.database import Database
from shared.kernel.actor import Actor
from shared.nameko.operation import to_json


def create_app() -> Flask:
    """`/customers` as the administrator of the company in BENCH_COMPANY sees them, and `/nothing` as a yardstick."""
    app = Flask(__name__)
    database = Database(os.environ["KUAIQI_DATABASE_URL"])
    actor = Actor(
        company_id=os.environ["BENCH_COMPANY"],
        employee_id=os.environ["BENCH_EMPLOYEE"],
        name="",
        department_id=None,
        administrator=True,
    )
    asked = schemas.CustomerFilter()

    @app.get("/nothing")
    def answer_nothing() -> Response:
        return Response(b"{}", mimetype="application/json")

    @app.get("/customers")
    def list_customers() -> Response:
        filters = asked.load(request.args.to_dict())
        with database.transaction(actor, read_only=True) as tx:
            return Response(to_json(queries.list_customers(tx, **filters)), mimetype="application/json")

    return app
