"""What somebody finds who opens the bare address of a deployment in a browser."""

from typing import Any

import flask

from addon.web.guards import Token, takes

blueprint = flask.Blueprint("front", __name__)


@blueprint.get("/")
@takes(Token.OPEN)
def explain() -> Any:
    """Say where the console is: this address itself has no pages."""
    return (
        "Liaise is running here. Its console opens inside the products: in Jira under Settings → Apps → Liaise, "
        "in Azure DevOps under Organization settings → Extensions → Liaise.\n",
        200,
        {"Content-Type": "text/plain; charset=utf-8"},
    )
