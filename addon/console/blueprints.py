"""All routes of the console in one blueprint, with its filters, headers and refusals."""

from collections.abc import Callable
from typing import Any

import flask
from werkzeug.exceptions import HTTPException

from addon.connections.naming import numbered
from addon.console import words
from addon.console.assets import Assets
from addon.console.configuration import Console, ConsoleSettings, keep
from addon.console.headers import secure
from addon.console.pages import refusal_fragment
from addon.console.routes import (
    accept,
    bulk,
    conflicts,
    connections,
    drift,
    entity,
    errors,
    initiate,
    licensing,
    panel,
    previews,
    queue,
    reading,
    rule_cases,
    rules,
    settings,
    shell,
    triggers,
)
from addon.console.sentences import (
    breakable,
    capped,
    count,
    fingerprint_groups,
    moment,
    sentence,
    size,
    web_link,
)
from addon.nodes.organizations import EditRights
from addon.web.answers import noted_refusal

_MODULES = (
    shell,
    connections,
    initiate,
    accept,
    entity,
    triggers,
    bulk,
    drift,
    errors,
    conflicts,
    queue,
    settings,
    licensing,
    reading,
    panel,
    rules,
    rule_cases,
    previews,
)

_FILTERS: dict[str, Callable[..., Any]] = {
    "sentence": sentence,
    "moment": moment,
    "count": count,
    "capped": capped,
    "breakable": breakable,
    "groups": fingerprint_groups,
    "numbered": numbered,
    "size": size,
    "web": web_link,
}


def create_blueprints(console_settings: ConsoleSettings) -> tuple[flask.Blueprint, ...]:
    """The blueprints to register; raises `MissingAssets` when the browser bundle is not built."""
    console = Console(console_settings, Assets.load(console_settings.static_folder), EditRights())
    blueprint = flask.Blueprint("console", __name__, template_folder="templates")
    blueprint.record(lambda state: keep(state.app, console))
    for name, filter_ in _FILTERS.items():
        blueprint.add_app_template_filter(filter_, name)
    blueprint.app_context_processor(lambda: {"words": words})
    blueprint.register_error_handler(Exception, _refused)
    blueprint.after_request(secure)
    for module in _MODULES:
        blueprint.register_blueprint(module.blueprint)
    return (blueprint,)


def _refused(problem: Exception) -> flask.Response | HTTPException:
    """Whatever a view could not do, as a page or a banner; unknown addresses keep their plain answer."""
    if isinstance(problem, HTTPException):
        return problem
    return refusal_fragment(noted_refusal(problem))
