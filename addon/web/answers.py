"""How refusals and failures become HTTP: one shape, `{"reason", "message"}`, never a bare 500 page.

The console registers its own handler for its fragments; everything else answers JSON.
"""

import time
from typing import Any

import flask
import structlog
from werkzeug.exceptions import HTTPException

from addon.connections import tracker_words
from addon.metrics import REFUSALS
from addon.nodes.refusals import Refusal
from addon.platforms.errors import PlatformError, Reason
from addon.platforms.tokens import TokenRefused
from addon.storage.failures import KeyMissing, NoSuchRow, StoreUnavailable, VersionConflict
from addon.web.attached import asked, kept

log = structlog.get_logger()
RETRY_AFTER_S = "5"
UNLOGGED = ("health.healthz", "static")
_STORED = {stored: b'{"stored":%s}\n' % (b"true" if stored else b"false") for stored in (True, False)}


def as_refusal(problem: Exception) -> Refusal | None:
    """The deliberate no behind an exception of a lower layer; None for what is a bug."""
    match problem:
        case Refusal():
            return problem
        case TokenRefused():
            return Refusal(problem.reason, f"{problem.message}.", status=503 if problem.retry else 401)
        case StoreUnavailable():
            return Refusal("store_unavailable", "Liaise cannot store anything right now. Try again soon.", status=503)
        case VersionConflict():
            return Refusal(
                "changed_meanwhile", "Somebody else changed this in the meantime. Reload, then try again.", status=409
            )
        case NoSuchRow():
            return Refusal("not_found", "This no longer exists here. Reload the page.", status=404)
        case KeyMissing():
            return Refusal(
                "key_missing", "A key that encrypts secrets is missing. Tell whoever runs Liaise.", status=503
            )
        case PlatformError():
            status = 503 if problem.reason in (Reason.UNAVAILABLE, Reason.TIMED_OUT, Reason.RATE_LIMITED) else 502
            return Refusal(str(problem.reason), tracker_words.of(problem), status=status)
    return None


def install_answers(app: flask.Flask) -> None:
    """Answer every refusal in words and log every request but acknowledged deliveries once, without its query."""

    @app.before_request
    def start() -> None:
        structlog.contextvars.clear_contextvars()
        kept().started = time.monotonic()

    @app.after_request
    def note(response: flask.Response) -> flask.Response:
        request, about = asked(), kept()
        # Deliveries come in thousands: an acknowledged one is counted, and its way is on its entity's timeline.
        if request.endpoint not in UNLOGGED and not about.get("acknowledged"):
            log.info(
                "request",
                method=request.method,
                route=str(request.url_rule or request.path),
                status=response.status_code,
                reason=about.get("reason"),
                ms=round((time.monotonic() - about.get("started", time.monotonic())) * 1000, 1),
            )
        response.headers.setdefault("X-Content-Type-Options", "nosniff")
        response.headers.setdefault("Referrer-Policy", "no-referrer")
        response.headers.setdefault("Cache-Control", "no-store")
        if app.config.get("HTTPS"):
            response.headers.setdefault("Strict-Transport-Security", "max-age=31536000; includeSubDomains")
        else:
            response.headers.pop("Strict-Transport-Security", None)  # a browser would ask for https on this machine
        return response

    @app.errorhandler(Exception)
    def answer(problem: Exception) -> Any:
        return json_answer(problem)


def json_answer(problem: Exception) -> Any:
    """The JSON answer for any exception; bugs are logged with their trace and say nothing to the caller."""
    if isinstance(problem, HTTPException):
        flask.g.reason = reason = (problem.name or "error").lower().replace(" ", "_")
        return {"reason": reason, "message": problem.description or problem.name}, problem.code or 500
    refusal = noted_refusal(problem)
    body = {"reason": refusal.reason, "message": refusal.message}
    if refusal.field:
        body["field"] = refusal.field
    headers = {"Retry-After": RETRY_AFTER_S} if refusal.status == 503 else {}
    return body, refusal.status, headers


def noted_refusal(problem: Exception) -> Refusal:
    """The refusal behind an exception, counted and named in the request's log line."""
    refusal = as_refusal(problem)
    if refusal is None:
        log.exception("bug", exc_info=problem)
        refusal = Refusal("internal_error", "Something went wrong here; it has been logged. Try again.", status=500)
    flask.g.reason = refusal.reason
    REFUSALS.labels(refusal.reason).inc()
    return refusal


def acknowledged(stored: bool) -> flask.Response:
    """The answer to a delivery that is durable; `stored` False when it was before, or means nothing to us."""
    kept().acknowledged = True
    return flask.Response(_STORED[stored], 202, content_type="application/json")
