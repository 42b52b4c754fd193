"""Help and glossary, reachable from every tab."""

import flask

from addon.console import pages
from addon.web.guards import Token, takes

blueprint = flask.Blueprint("reading", __name__)


@blueprint.get("/console/help")
@takes(Token.CONSOLE, admin=True)
def help_() -> flask.Response:
    """First steps, what the states mean, whom to ask."""
    return pages.page("help", "help.html")


@blueprint.get("/console/glossary")
@takes(Token.CONSOLE, admin=True)
def glossary() -> flask.Response:
    """The words that the console uses."""
    return pages.page("glossary", "glossary.html")
