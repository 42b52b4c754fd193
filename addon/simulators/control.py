"""The control contract: what a test or a person may ask of a simulator beyond the product's own API.

Loopback only; every path is below `/__control__`:

- `GET calls` lists the API calls received (method, path, query, identity, status), `DELETE calls` empties it;
- `POST faults` adds a fault (`faults.Fault`), `GET faults` lists them, `DELETE faults` ends all;
- `POST webhooks {"drop","double","reorder"}` disturbs deliveries (`deliveries.Disorder`), `GET webhooks` shows
  the disorder and what became of each delivery, `DELETE webhooks` empties that list;
- `POST clock {"advance_s"}` moves the site's time forward, `GET clock` tells it.
"""

import ipaddress
import random
from collections.abc import Callable
from typing import Any

from flask import Blueprint, Flask, abort, jsonify, request
from flask.typing import ResponseReturnValue

from .calls import CallRecorder
from .clock import SettableClock
from .deliveries import Deliveries
from .faults import ErrorBody, Fault, FaultBoard, FaultyApplication


class Bench:
    """Clock, call record, faults and deliveries of one simulated site."""

    def __init__(self, clock: SettableClock | None = None, seed: int = 1) -> None:
        self.clock = clock or SettableClock()
        self.calls = CallRecorder()
        self.faults = FaultBoard(random.Random(seed))
        self.deliveries = Deliveries(self.clock)

    def attach(self, app: Flask, *, is_api: Callable[[str], bool], error_body: ErrorBody) -> None:
        """Add `/__control__/…` to an app and put recorder and faults before it.

        `is_api` tells from a path whether a call is recorded; `error_body` words the `status` fault as the
        product does. Authentication names the caller in `request.environ[calls.IDENTITY]`.
        """
        app.register_blueprint(control_blueprint(self))
        app.wsgi_app = FaultyApplication(  # type: ignore[method-assign]
            app.wsgi_app,
            clock=self.clock,
            calls=self.calls,
            faults=self.faults,
            is_api=is_api,
            error_body=error_body,
        )

    def close(self) -> None:
        """End the threads of the bench."""
        self.deliveries.close()


def require_loopback() -> None:
    """Refuse with 403 whoever does not call from this machine."""
    try:
        local = ipaddress.ip_address(request.remote_addr or "").is_loopback
    except ValueError:
        local = False
    if not local:
        abort(403)


def control_blueprint(bench: Bench) -> Blueprint:
    """The routes of the control contract for one bench."""
    control = Blueprint("control", __name__, url_prefix="/__control__")
    control.before_request(require_loopback)

    @control.errorhandler(ValueError)
    def refused(error: ValueError) -> ResponseReturnValue:
        return jsonify(error=str(error)), 400

    @control.get("/calls")
    def list_calls() -> ResponseReturnValue:
        return jsonify([call.as_json() for call in bench.calls.all()])

    @control.delete("/calls")
    def clear_calls() -> ResponseReturnValue:
        bench.calls.clear()
        return "", 204

    @control.get("/faults")
    def list_faults() -> ResponseReturnValue:
        return jsonify(bench.faults.all())

    @control.post("/faults")
    def add_fault() -> ResponseReturnValue:
        bench.faults.add(Fault.from_json(_body()))
        return jsonify(bench.faults.all()), 201

    @control.delete("/faults")
    def clear_faults() -> ResponseReturnValue:
        bench.faults.clear()
        return "", 204

    @control.get("/webhooks")
    def list_webhooks() -> ResponseReturnValue:
        sent = [delivery.as_json() for delivery in bench.deliveries.log()]
        return jsonify(disorder=bench.deliveries.disorder.as_json(), deliveries=sent)

    @control.post("/webhooks")
    def disturb_webhooks() -> ResponseReturnValue:
        bench.deliveries.disorder.set(_body())
        return jsonify(bench.deliveries.disorder.as_json())

    @control.delete("/webhooks")
    def clear_webhooks() -> ResponseReturnValue:
        bench.deliveries.clear_log()
        return "", 204

    @control.get("/clock")
    def tell_time() -> ResponseReturnValue:
        return jsonify(now=bench.clock.now().isoformat())

    @control.post("/clock")
    def advance_clock() -> ResponseReturnValue:
        seconds = _body().get("advance_s")
        if isinstance(seconds, bool) or not isinstance(seconds, int | float):
            raise ValueError("advance_s is a number of seconds")
        return jsonify(now=bench.clock.advance(seconds).isoformat())

    return control


def _body() -> dict[str, Any]:
    body = request.get_json(force=True, silent=True)
    if not isinstance(body, dict):
        raise ValueError("the body is a JSON object")
    return body
