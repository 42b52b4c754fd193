"""Connect's lifecycle calls, the descriptor, and Atlassian's personal-data duty.

`installed` and `uninstalled` are RS256-signed by Atlassian and take no other token; `enabled` and `disabled` are
signed with the site's secret.
"""

from typing import Any

import flask

from addon.nodes import installation
from addon.nodes.refusals import Refusal
from addon.platforms.jira.auth import SITE_SUFFIXES, Installation, sent_path, verify_lifecycle
from addon.web.attached import services
from addon.web.bodies import json_object
from addon.web.guards import Token, caller, takes
from descriptors import Variant, connect, extension

blueprint = flask.Blueprint("lifecycle", __name__)


@blueprint.get("/atlassian-connect.json")
@takes(Token.OPEN)
def descriptor() -> Any:
    """The app's descriptor with this deployment's address, key and scopes."""
    own = services().deployment
    return connect(Variant(base_url=own.base_url, app_key=own.jira.key, admin_scopes=own.jira.admin_scopes))


@blueprint.get("/vss-extension.json")
@takes(Token.OPEN)
def extension_manifest() -> Any:
    """The Azure DevOps extension's manifest with this deployment's address and names."""
    own = services().deployment
    app = own.azuredevops
    return extension(Variant(base_url=own.base_url, publisher=app.publisher, extension=app.extension))


@blueprint.post("/jira/installed")
@takes(Token.JIRA_LIFECYCLE)
def installed() -> Any:
    """A site installs the app, or brings a new secret or address."""
    installation.install_jira(services(), _verified("installed"))
    return "", 204


@blueprint.post("/jira/uninstalled")
@takes(Token.JIRA_LIFECYCLE)
def uninstalled() -> Any:
    """A site removes the app."""
    installation.uninstall_jira(services(), _verified("uninstalled").client_key)
    return "", 204


@blueprint.post("/jira/enabled")
@takes(Token.JIRA_SERVER)
def enabled() -> Any:
    """The app was enabled; this may never arrive."""
    installation.set_enabled(services(), caller().node_id, True)
    return "", 204


@blueprint.post("/jira/disabled")
@takes(Token.JIRA_SERVER)
def disabled() -> Any:
    """The app was disabled; this may never arrive."""
    installation.set_enabled(services(), caller().node_id, False)
    return "", 204


def _verified(event: str) -> Installation:
    request, own = flask.request, services()
    header = request.headers.get("Authorization", "")
    if not header.startswith("JWT "):
        raise Refusal("no_token", "A signed lifecycle call carries a JWT in its header.", status=401)
    body = json_object("A lifecycle call has a JSON object as its body.")
    found = verify_lifecycle(
        header[4:],
        method=request.method,
        path=sent_path(request.path),
        raw_query=request.query_string.decode("ascii", "replace"),
        body=body,
        app_key=own.deployment.jira.key,
        base_urls=(own.deployment.base_url,),
        keys=own.install_keys,
        now=own.now(),
        allowed_hosts=own.deployment.jira.exact_hosts,
        # A site that is not taken any more may still go.
        sites=own.deployment.jira.sites if event == "installed" else SITE_SUFFIXES,
    )
    if found.event != event:
        raise Refusal("wrong_event", f"This address is for {event} calls.")
    return found
