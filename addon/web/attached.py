"""What `addon.app` attached to the application, and what this request is: where views, the console's too, take it."""

from typing import Any

import flask
from flask.globals import app_ctx, request_ctx

from addon.nodes.services import Services


def services() -> Services:
    """What the views of this application work with."""
    found: Services = flask.current_app.extensions["liaise"]
    return found


def asked() -> flask.Request:
    """The request itself, looked up once: `flask.request` looks it up for each of its attributes."""
    return request_ctx.request


def kept() -> Any:
    """What is kept for the time of this request; as `asked`, for `flask.g`."""
    return app_ctx.g
