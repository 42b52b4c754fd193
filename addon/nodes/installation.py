"""Instances come and go: what the lifecycle calls of Connect, and the first session of an organization, do.

`installed` is also an update: a new secret, a new address. It keeps connections, the node URL and the evaluation.
`disabled` and `uninstalled` arrive in parallel, so each is decided alone and uninstalled wins; `enabled` and
`disabled` may never arrive. Whatever decides about a tenant takes its turn (`alone`), so that two that arrive at the
same moment end as one after the other would. Azure DevOps tells of none of this: see `extension_check`.
"""

from urllib.parse import urlsplit

import structlog

from addon.nodes import rejection
from addon.nodes.refusals import Refusal
from addon.nodes.services import Services
from addon.nodes.trackers import JIRA_SECRET, NotInstalled
from addon.platforms.jira.auth import Installation
from addon.storage import audit, nodes, schedules, secrets
from addon.storage.nodes import Node
from addon.storage.queue.due_again import due_again
from addon.storage.signers import PREVIOUS, Signer
from addon.storage.transaction import Tx

__all__ = [
    "PREVIOUS",
    "PREVIOUS_MS",
    "begin_erasing",
    "enrol_organization",
    "install_jira",
    "remove_organization",
    "set_enabled",
    "signer",
    "uninstall_jira",
]
log = structlog.get_logger()
PREVIOUS_MS = 5 * 60 * 1000
PRESENCE = "presence"
"""The schedule, of the deployment, that tells a tenant's partners that it went or came back; its subject is the id."""
TELL_AGAIN_MS = 60_000
ERASING = "erasing"


def install_jira(services: Services, verified: Installation) -> Node:
    """Make or renew the tenant of a verified `installed` call; secret and address change in one transaction."""
    host = urlsplit(verified.display_url or verified.base_url).netloc

    def work(tx: Tx) -> Node:
        node, action = _arrive(
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
        if before != verified.shared_secret:
            rejection.over(tx, node.id)
        secrets.put(tx, node.id, JIRA_SECRET, verified.shared_secret)
        audit.record(tx, node.id, action or "reinstalled", actor_id=verified.account_id or "", subject=host)
        return node

    node = services.ledger.write(work)
    log.info("node_installed", node=node.id, kind="jira", instance=host)
    return node


def uninstall_jira(services: Services, client_key: str) -> None:
    """Stop all work at once and forget the secret; mapping stays for the grace period."""

    def work(tx: Tx) -> int | None:
        alone(tx, "jira", client_key)
        node = nodes.by_instance(tx, "jira", client_key)
        if node is None:
            return None
        _leave(tx, node)
        secrets.delete(tx, node.id, JIRA_SECRET)
        secrets.delete(tx, node.id, JIRA_SECRET, subject=PREVIOUS)
        return node.id

    log.info("node_uninstalled", node=services.ledger.write(work), kind="jira")


def set_enabled(services: Services, node_id: int, on: bool) -> None:
    """Note `enabled` or `disabled`; an uninstalled tenant stays uninstalled."""

    services.ledger.write(lambda tx: switch(tx, node_id, on))


def switch(tx: Tx, node_id: int, on: bool) -> None:
    """The same, in a transaction of the caller's."""
    named = nodes.get(tx, node_id)
    alone(tx, named.kind, named.instance_id)
    wanted = "active" if on else "disabled"
    if nodes.get(tx, node_id).status not in ("uninstalled", wanted):
        nodes.update(tx, node_id, status=wanted)
        audit.record(tx, node_id, "enabled" if on else "disabled")


def remove_organization(tx: Tx, node_id: int) -> bool:
    """The extension was found uninstalled: stop all work at once; False when that was known.

    The sync identity's credential stays with the mapping for the grace period and is not used meanwhile.
    """
    named = nodes.get(tx, node_id)
    alone(tx, named.kind, named.instance_id)
    return _leave(tx, nodes.get(tx, node_id))


def begin_erasing(tx: Tx, node_id: int, usual_ms: int) -> bool:
    """Whether a tenant is to be erased now; from then on it cannot come back, only begin anew afterwards."""
    named = nodes.get(tx, node_id)
    alone(tx, named.kind, named.instance_id)
    node = nodes.get(tx, node_id)
    if node.status != "uninstalled" or (node.uninstalled_at or 0) + nodes.kept_ms(node, usual_ms) >= tx.now:
        return False
    if not node.settings.get(ERASING):
        nodes.set_settings(tx, node_id, **{ERASING: True})
    return True


def signer(services: Services, client_key: str) -> Signer | None:
    """The tenant of this site and the secrets its tokens may be signed with; None when it is not installed.

    The secret before the last re-installation counts for a few minutes, for tokens that were on their way.
    """
    return services.ledger.signer("jira", client_key, JIRA_SECRET)


def enrol_organization(services: Services, *, instance_id: str, organization: str) -> Node:
    """The tenant of an Azure DevOps organization, made at its first administrator's session; follows renames.

    A tenant that was uninstalled or disabled comes back with everything it had.
    """
    base = f"{services.deployment.azuredevops.base_url}/{organization}"
    origin = base.split("://", 1)[1].lower()

    def known(tx: Tx) -> Node | None:
        return nodes.by_instance(tx, "azuredevops", instance_id)

    node = services.ledger.read(known)
    if node is not None and node.status == "active" and node.display_name == organization:
        return node

    def work(tx: Tx) -> Node:
        node, action = _arrive(
            tx,
            kind="azuredevops",
            instance_id=instance_id,
            base_url=base,
            origin=origin,
            display_name=organization,
            display_url=base,
        )
        audit.record(tx, node.id, action or "renamed", subject=organization)
        return node

    return services.ledger.write(work)


def _arrive(tx: Tx, *, kind: str, instance_id: str, **values: str) -> tuple[Node, str]:
    """Make or renew a tenant; how it came: installed, reinstalled, enabled, or nothing new."""
    alone(tx, kind, instance_id)
    before = nodes.by_instance(tx, kind, instance_id)
    if before is not None and before.settings.get(ERASING):
        words = "The data of the installation before is being erased. Try again in a minute."
        raise Refusal("being_erased", words, status=503)
    node, _ = nodes.install(tx, kind=kind, instance_id=instance_id, **values)
    if before is None:
        return node, "installed"
    if before.status == "uninstalled":
        _tell_partners(tx, node.id)
        due_again(tx, node.id, NotInstalled.REASON)
        return node, "reinstalled"
    return node, "enabled" if before.status == "disabled" else ""


def _leave(tx: Tx, node: Node) -> bool:
    if node.status == "uninstalled":
        return False
    nodes.uninstall(tx, node.id)
    _tell_partners(tx, node.id)
    audit.record(tx, node.id, "uninstalled")
    return True


def _tell_partners(tx: Tx, node_id: int) -> None:
    schedules.ensure(tx, 0, PRESENCE, TELL_AGAIN_MS, subject=str(node_id))
    schedules.run_soon(tx, 0, PRESENCE, subject=str(node_id))


def alone(tx: Tx, kind: str, instance_id: str) -> None:
    """Take this tenant's turn: what is decided about it now is decided by nobody else at the same time."""
    tx.one_at_a_time(f"tenant:{kind}:{instance_id}")
