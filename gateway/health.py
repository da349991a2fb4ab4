"""`/health`: liveness asks nobody, readiness asks database and broker."""

from flask import Blueprint, Response, current_app, jsonify
from sqlalchemy.exc import SQLAlchemyError

from gateway.storage import database
from shared.messaging.rpc_client import RpcClient

health = Blueprint("health", __name__, url_prefix="/health")


@health.get("/live")
def live() -> Response:
    return jsonify(live=True)


@health.get("/ready")
def ready() -> tuple[Response, int]:
    calls: RpcClient = current_app.extensions["calls"]
    try:
        stands = database().answers()
    except SQLAlchemyError:
        stands = False
    answers = {"database": stands, "broker": calls.answers()}
    return jsonify(ready=all(answers.values()), **answers), 200 if all(answers.values()) else 503
