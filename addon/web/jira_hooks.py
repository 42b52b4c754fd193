"""Jira's webhooks: verified, deduplicated, stored, acknowledged; nothing else happens before the answer.

They come without bodies, but for links; the ids stand in the URL, where the token's hash covers them.
"""

import json
from typing import Any
from urllib.parse import parse_qsl

import flask

from addon.metrics import WEBHOOKS
from addon.platforms.jira.events import WITH_BODY, parse_webhook
from addon.sync import intake
from addon.web.answers import acknowledged
from addon.web.attached import asked, services
from addon.web.guards import Token, caller, takes

blueprint = flask.Blueprint("jira_hooks", __name__)
READ_HEADERS = ("X-Atlassian-Webhook-Identifier", "X-Atlassian-Webhook-Trace")


@blueprint.post("/jira/hooks/<event>")
@takes(Token.JIRA_SERVER)
def hook(event: str) -> Any:
    """One delivery; the same one again is acknowledged and changes nothing."""
    request = asked()
    headers = {name: found for name in READ_HEADERS if (found := request.headers.get(name)) is not None}
    query = dict(reversed(parse_qsl(request.query_string.decode("ascii", "replace"))))  # the first of a name counts
    notice = parse_webhook(event, query, headers, _body() if event in WITH_BODY else None)
    if notice is None:
        WEBHOOKS.labels("jira", "ignored").inc()
        return acknowledged(False)
    stored = intake.store(services(), caller().node_id, notice, source="jira")
    WEBHOOKS.labels("jira", "stored" if stored else "repeated").inc()
    return acknowledged(stored)


def _body() -> dict[str, Any]:
    """What a delivery says of a link; nothing where it cannot be read, for then the next poll finds it."""
    try:
        found = json.loads(asked().get_data())
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}
