"""License: what this instance may do, until when, and the key where there is one."""

import flask

from addon.console import known, pages
from addon.console.configuration import console, services
from addon.nodes import licensing, usage
from addon.nodes.refusals import Refusal
from addon.web.guards import Token, takes

blueprint = flask.Blueprint("licensing", __name__)


@blueprint.get("/console/license")
@takes(Token.CONSOLE, admin=True)
def tab() -> flask.Response:
    """The tab."""
    return pages.page("license", "license/page.html", **_context())


@blueprint.post("/console/license")
@takes(Token.CONSOLE, admin=True, changes=True)
def enter_key() -> flask.Response:
    """Check and store a license key."""
    text = flask.request.form.get("key", "").strip()
    try:
        licensing.enter_key(services(), pages.caller(), text)
    except Refusal as refusal:
        return pages.fragment("license/body.html", pages.UNPROCESSABLE, **_context(text, refusal))
    return pages.tell(pages.fragment("license/body.html", **_context()), toast="License key stored")


def _context(typed: str = "", refusal: Refusal | None = None) -> dict[str, object]:
    return {
        "licence": known.licence(),
        "usage": usage.of_node(services(), pages.caller().node_id),
        "buy_url": console().settings.buy_urls.get(pages.caller().kind, ""),
        "typed": typed,
        "fault": refusal.message if refusal else "",
    }
