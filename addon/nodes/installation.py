"""Instances come and go: what the lifecycle calls of Connect, and the first session of an organization, do.

`installed` is also an update: a new secret, a new address. It keeps connections, the node URL and the evaluation.
`disabled` and `uninstalled` arrive in parallel, so each is decided alone and uninstalled wins; `enabled` and
`disabled` may never arrive.
"""

from urllib.parse import urlsplit

import structlog

from addon.nodes.services import Services
from addon.nodes.trackers import JIRA_SECRET
from addon.platforms.jira.auth import Installation
from addon.storage import audit, nodes, secrets
from addon.storage.nodes import Node
from addon.storage.signers import PREVIOUS, Signer
from addon.storage.transaction import Tx

__all__ = ["PREVIOUS", "PREVIOUS_MS", "enrol_organization", "install_jira", "set_enabled", "signer", "uninstall_jira"]
log = structlog.get_logger()
PREVIOUS_MS = 5 * 60 * 1000


def install_jira(services: Services, verified: Installation) -> Node:
    """Make or renew the tenant of a verified `installed` call; secret and address change in one transaction."""
    host = urlsplit(verified.display_url or verified.base_url).netloc

    def work(tx: Tx) -> Node:
        node, new = nodes.install(
            tx,
            kind="jira",
            instance_id=verified.client_key,
            base_url=verified.base_url,
            origin=urlsplit(verified.base_url).netloc,
            display_name=host,
            display_url=verified.display_url,
            installation_id=verified.installation_id,
        )
        before = secrets.get(tx, node.id, JIRA_SECRET)
        if before and before != verified.shared_secret:
            secrets.put(tx, node.id, JIRA_SECRET, before, subject=PREVIOUS, expires_at=tx.now + PREVIOUS_MS)
        secrets.put(tx, node.id, JIRA_SECRET, verified.shared_secret)
        action = "installed" if new else "reinstalled"
        audit.record(tx, node.id, action, actor_id=verified.account_id or "", subject=host)
        return node

    node = services.ledger.write(work)
    log.info("node_installed", node=node.id, kind="jira", instance=host)
    return node


def uninstall_jira(services: Services, client_key: str) -> None:
    """Stop all work at once and forget the secret; mapping stays for the grace period."""

    def work(tx: Tx) -> int | None:
        node = nodes.by_instance(tx, "jira", client_key)
        if node is None:
            return None
        nodes.uninstall(tx, node.id)
        secrets.delete(tx, node.id, JIRA_SECRET)
        secrets.delete(tx, node.id, JIRA_SECRET, subject=PREVIOUS)
        audit.record(tx, node.id, "uninstalled")
        return node.id

    log.info("node_uninstalled", node=services.ledger.write(work), kind="jira")


def set_enabled(services: Services, node_id: int, on: bool) -> None:
    """Note `enabled` or `disabled`; an uninstalled tenant stays uninstalled."""

    def work(tx: Tx) -> None:
        node = nodes.get(tx, node_id)
        wanted = "active" if on else "disabled"
        if node.status not in ("uninstalled", wanted):
            nodes.update(tx, node_id, status=wanted)
            audit.record(tx, node_id, "enabled" if on else "disabled")

    services.ledger.write(work)


def signer(services: Services, client_key: str) -> Signer | None:
    """The tenant of this site and the secrets its tokens may be signed with; None when it is not installed.

    The secret before the last re-installation counts for a few minutes, for tokens that were on their way.
    """
    return services.ledger.signer("jira", client_key, JIRA_SECRET)


def enrol_organization(services: Services, *, instance_id: str, organization: str) -> Node:
    """The tenant of an Azure DevOps organization, made at its first administrator's session; follows renames."""
    base = f"{services.deployment.azuredevops.base_url}/{organization}"
    origin = base.split("://", 1)[1].lower()

    def known(tx: Tx) -> Node | None:
        return nodes.by_instance(tx, "azuredevops", instance_id)

    node = services.ledger.read(known)
    if node is not None and node.status == "active" and node.display_name == organization:
        return node

    def work(tx: Tx) -> Node:
        node, new = nodes.install(
            tx,
            kind="azuredevops",
            instance_id=instance_id,
            base_url=base,
            origin=origin,
            display_name=organization,
            display_url=base,
        )
        audit.record(tx, node.id, "installed" if new else "renamed", subject=organization)
        return node

    return services.ledger.write(work)
