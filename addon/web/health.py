"""Health for platforms and monitoring: is the process there, can it work, what does it count?

The web process answers it beside everything else; a worker answers it alone, on a port of its own.
"""

from typing import Any

import flask
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from addon.metrics import QUEUE_AGE
from addon.nodes.services import Services
from addon.storage import queue
from addon.storage.failures import StorageError
from addon.web.answers import install_answers
from addon.web.attached import services
from addon.web.guards import Token, install_guards, takes
from addon.web.verifiers import Operator

blueprint = flask.Blueprint("health", __name__)
LATE_MS = 15 * 60 * 1000


@blueprint.get("/healthz")
@takes(Token.OPEN)
def healthz() -> Any:
    """The process answers."""
    return {"status": "ok"}


@blueprint.get("/readyz")
@takes(Token.OPEN)
def readyz() -> Any:
    """The database answers, its schema fits, and nothing that is due has waited for long."""
    try:
        age = services().ledger.read(queue.queue_age)
    except StorageError as problem:
        return {"status": "unavailable", "reason": problem.reason}, 503
    QUEUE_AGE.set(age / 1000)
    late = age > LATE_MS
    return {"status": "late" if late else "ok", "queue_age_s": round(age / 1000, 1)}, 503 if late else 200


@blueprint.get("/metrics")
@takes(Token.OPERATOR)
def metrics() -> Any:
    """Counters in Prometheus' text form; the queue's age is that of this moment, and no number without a database."""
    try:
        QUEUE_AGE.set(services().ledger.read(queue.queue_age) / 1000)
    except StorageError:
        QUEUE_AGE.set(float("nan"))
    return generate_latest(), 200, {"Content-Type": CONTENT_TYPE_LATEST}


def health_app(services: Services, operator_token: str) -> flask.Flask:
    """These three addresses and nothing else, for a process that serves nobody."""
    app = flask.Flask("liaise_health", static_folder=None)
    install_answers(app)
    install_guards(app, {Token.OPERATOR: Operator(operator_token)}, services.now)
    app.register_blueprint(blueprint)
    app.extensions["liaise"] = services
    return app
