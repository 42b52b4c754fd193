"""Azure DevOps: the session of its pages, and its service hooks.

A hook's address carries our row's id and no secret; the password in the header, the subscription's id and the
organization's id all have to be the stored ones. What we answer decides the subscription's life: 410 ends it, 503 is
repeated, anything else puts it on probation, so a good delivery is always acknowledged.
"""

import json
from typing import Any

import flask

from addon.metrics import WEBHOOKS
from addon.nodes.organizations import open_session
from addon.nodes.refusals import Refusal
from addon.platforms.azuredevops.events import parse_hook
from addon.platforms.azuredevops.tokens import verify_hook
from addon.storage import hooks, nodes, secrets
from addon.storage.hooks import Hook
from addon.storage.nodes import Node
from addon.storage.transaction import Tx
from addon.sync import intake
from addon.web.answers import acknowledged
from addon.web.attached import services
from addon.web.bodies import json_object
from addon.web.guards import Token, takes

blueprint = flask.Blueprint("azuredevops_hooks", __name__)
PASSWORD = "hook_password"  # noqa: S105 - the name of a purpose
PREVIOUS = "previous"
MAX_BODY = 2 * 1024 * 1024


@blueprint.post("/azuredevops/session")
@takes(Token.ADO_TOKENS)
def session() -> Any:
    """Trade the host's two tokens for a bearer."""
    words = "Send a JSON object with app_token, access_token and organization."
    body = json_object(words)
    given = {name: body.get(name) for name in ("app_token", "access_token", "organization")}
    if not all(isinstance(value, str) and value for value in given.values()):
        raise Refusal("bad_body", words)
    work_item = body.get("work_item")
    made = open_session(
        services(),
        app_token=str(given["app_token"]),
        access_token=str(given["access_token"]),
        organization=str(given["organization"]),
        work_item=str(work_item) if work_item else None,
        key=flask.current_app.config["SESSION_KEYS"][0],
    )
    return {"token": made.token, "expires_in": made.expires_in, "is_admin": made.is_admin}


@blueprint.post("/azuredevops/hooks/<int:node_id>/<int:hook_id>")
@takes(Token.ADO_HOOK)
def hook(node_id: int, hook_id: int) -> Any:
    """One delivery of a subscription that we made."""
    known = services().ledger.read(lambda tx: _known(tx, node_id, hook_id))
    if known is None:
        WEBHOOKS.labels("azuredevops", "gone").inc()
        raise Refusal("hook_gone", "This subscription no longer belongs to anything here.", status=410)
    node, row, passwords = known
    verify_hook(flask.request.headers.get("Authorization", ""), passwords=passwords)
    raw = flask.request.get_data()
    if len(raw) > MAX_BODY:
        raise Refusal("too_large", "A delivery has at most 2 MiB.", status=413)
    try:
        delivery = parse_hook(json.loads(raw.decode("utf-8-sig")))
    except (ValueError, RecursionError) as problem:
        raise Refusal("bad_body", "The delivery is not JSON.") from problem
    if delivery is None:
        raise Refusal("bad_body", "The body is not a service hook delivery.")
    stored_id = row.subscription_id.lower()
    if (stored_id and delivery.subscription_id != stored_id) or delivery.collection_id not in ("", node.instance_id):
        raise Refusal("wrong_subscription", "This delivery belongs to another subscription.", status=401)
    if delivery.notice is None:
        WEBHOOKS.labels("azuredevops", "ignored").inc()
        return acknowledged(False)
    stored = intake.store(services(), node_id, delivery.notice, source="azuredevops", hook_id=hook_id)
    WEBHOOKS.labels("azuredevops", "stored" if stored else "repeated").inc()
    return acknowledged(stored)


def _known(tx: Tx, node_id: int, hook_id: int) -> tuple[Node, Hook, list[str]] | None:
    row = hooks.get(tx, node_id, hook_id)
    if row is None or row.status == "removing":
        return None
    node = nodes.get(tx, node_id)
    if node.status == "uninstalled":
        return None
    current = secrets.get(tx, node_id, PASSWORD, subject=secrets.of_hook(hook_id))
    before = secrets.get(tx, node_id, PASSWORD, subject=f"{secrets.of_hook(hook_id)}:{PREVIOUS}")
    return node, row, [password for password in (current, before) if password]
