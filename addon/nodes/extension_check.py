"""Whether our extension is still installed in an organization: Azure DevOps tells nobody when it is removed.

Asked as the sync identity, once a day and with every check of the credential. Only a definite answer counts. Work
stops where Azure DevOps says that the extension is not installed, or is switched off, and had said before that it is:
a deployment whose settings name another extension than the one it is published as would else stop everybody.
"""

from collections.abc import Callable
from typing import Any

import structlog

from addon.nodes import installation
from addon.nodes.refusals import Refusal
from addon.nodes.services import Services
from addon.platforms.azuredevops.extensions import Installed
from addon.platforms.azuredevops.platform import AzureDevOpsPlatform
from addon.platforms.base import Platform, Probe
from addon.platforms.errors import PlatformError
from addon.storage import schedules, settings_store
from addon.storage.nodes import Node
from addon.storage.transaction import Tx

log = structlog.get_logger()
FACTS = "extension"
NAME = "Notice an uninstall"
SWITCHED_OFF = "switched_off"
"""The schedule, of the deployment, that looks whether an extension was switched on again; its subject is the id."""
LOOK_AGAIN_MS = 3600 * 1000
NEVER_SEEN = "never_seen"


def answered(question: Callable[[], Installed]) -> Installed:
    """The answer to a question to Azure DevOps; `unknown` where none came. Never raises for a tracker's trouble."""
    try:
        return question()
    except PlatformError as problem:
        return Installed("unknown", problem.message)
    except Refusal as no:  # there is no credential to ask with
        return Installed("unknown", no.message)


def known(tx: Tx, services: Services, node_id: int, found: Installed) -> Installed:
    """What an answer is worth: "not installed" counts only after it was seen installed under the same name."""
    if found.state == "uninstalled" and settings_store.get(tx, node_id, FACTS, {}).get("seen") != _name(services):
        return Installed("unknown", NEVER_SEEN)
    return found


def note(tx: Tx, services: Services, node_id: int, found: Installed) -> Installed:
    """Remember an answer, and say once in the log when it differs from the one before."""
    found = known(tx, services, node_id, found)
    before: dict[str, Any] = settings_store.get(tx, node_id, FACTS, {})
    after = {**before, "state": found.state, "why": found.why}
    if found.state in ("installed", "disabled"):
        after["seen"] = _name(services)
    if after != before:
        settings_store.put(tx, node_id, FACTS, after)
        log.info("extension_looked_for", node=node_id, state=found.state, why=found.why, lacking=found.lacking)
    return found


def act(tx: Tx, services: Services, node_id: int, found: Installed) -> None:
    """Remember an answer and do what it asks for: stop the tenant, switch it off, or on again."""
    match note(tx, services, node_id, found).state:
        case "uninstalled":
            if installation.remove_organization(tx, node_id):
                log.warning("node_uninstalled", node=node_id, kind="azuredevops")
        case "disabled":
            installation.switch(tx, node_id, False)
            schedules.ensure(tx, 0, SWITCHED_OFF, LOOK_AGAIN_MS, subject=str(node_id), first_in_ms=LOOK_AGAIN_MS)
        case "installed":
            installation.switch(tx, node_id, True)


def require_there(services: Services, node: Node) -> None:
    """Refuse a page that was opened before its extension went; what cannot be known counts as there."""
    app = services.deployment.azuredevops
    asked = answered(lambda: services.trackers.extension(node.id, app.publisher, app.extension))
    found = services.ledger.read(lambda tx: known(tx, services, node.id, asked))
    if found.state == "uninstalled":
        raise Refusal("uninstalled", "Liaise was uninstalled from this organization.", status=403)
    if found.state == "disabled":
        raise Refusal("disabled", "Liaise is switched off in this organization.", status=403)


def probe(services: Services, node: Node, found: Installed) -> Probe:
    """The answer as one of the identity's checks, in words for an administrator."""
    tokens = f"{node.base_url}/_usersSettings/tokens"
    match found.state:
        case "installed":
            return Probe(NAME, "passed", "Looked for once a day")
        case "disabled":
            words = "The extension is disabled in this organization. Nothing is sent or applied until it is enabled"
            return Probe(NAME, "warning", words, f"{node.base_url}/_settings/extensions")
        case "uninstalled":
            return Probe(NAME, "failed", "The extension is not installed in this organization any more")
    if found.lacking:
        words = (
            f"It lacks {found.lacking}. Everything else works without it, but Liaise would not notice that it was "
            "uninstalled here, and its data would stay"
        )
        return Probe(NAME, "warning", words, tokens)
    if found.why == NEVER_SEEN:
        words = (
            f"Azure DevOps lists no extension {_name(services)} here, although this page belongs to one. Whoever runs "
            "this deployment has to set ADO_PUBLISHER and ADO_EXTENSION to its names"
        )
        return Probe(NAME, "warning", words)
    return Probe(NAME, "not_checked", f"It could not be asked today: {found.why.rstrip('.')}")


def look(services: Services, node: Node, platform: Platform) -> tuple[Installed, Probe]:
    """Ask as the identity that opened this, and the answer as a check to show."""
    assert isinstance(platform, AzureDevOpsPlatform)
    app = services.deployment.azuredevops
    asked = answered(lambda: platform.extension(app.publisher, app.extension))
    found = services.ledger.read(lambda tx: known(tx, services, node.id, asked))
    return asked, probe(services, node, found)


def _name(services: Services) -> str:
    app = services.deployment.azuredevops
    return f"{app.publisher}.{app.extension}"
