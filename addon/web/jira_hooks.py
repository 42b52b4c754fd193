"""Jira's webhooks: verified, deduplicated, stored, acknowledged; nothing else happens before the answer.

They come without bodies; the ids stand in the URL, where the token's hash covers them.
"""

from typing import Any

import flask

from addon.metrics import WEBHOOKS
from addon.platforms.jira.events import parse_webhook
from addon.sync import intake
from addon.web.attached import services
from addon.web.guards import Token, caller, takes

blueprint = flask.Blueprint("jira_hooks", __name__)


@blueprint.post("/jira/hooks/<event>")
@takes(Token.JIRA_SERVER)
def hook(event: str) -> Any:
    """One delivery; the same one again is acknowledged and changes nothing."""
    notice = parse_webhook(event, flask.request.args, dict(flask.request.headers))
    if notice is None:
        WEBHOOKS.labels("jira", "ignored").inc()
        return {"stored": False}, 202
    stored = intake.store(services(), caller().node_id, notice, source="jira")
    WEBHOOKS.labels("jira", "stored" if stored else "repeated").inc()
    return {"stored": stored}, 202
