"""Health for platforms and monitoring: is the process there, can it work, what does it count?"""

from typing import Any

import flask
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from addon.metrics import QUEUE_AGE
from addon.storage import queue
from addon.storage.failures import StorageError
from addon.web.attached import services
from addon.web.guards import Token, takes

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
    """Counters in Prometheus' text form."""
    return generate_latest(), 200, {"Content-Type": CONTENT_TYPE_LATEST}
