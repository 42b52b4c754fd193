"""Whether web hooks arrive: the part of *Test connection* that the tracker itself cannot answer."""

from addon.nodes.services import Services
from addon.platforms.base import Probe
from addon.storage import hooks, inbox
from addon.storage.nodes import Node
from addon.storage.transaction import Tx

LATE_MS = 15 * 60_000
"""A poll may find a change before its hook comes; so much later the hook was lost."""


def probe(services: Services, node: Node) -> Probe:
    """The state of a tenant's hooks in words, without asking the tracker."""
    return services.ledger.read(lambda tx: _probe(tx, services, node))


def _probe(tx: Tx, services: Services, node: Node) -> Probe:
    seconds = int(node.settings.get("poll_seconds", services.deployment.poll_interval_s))
    looked = f"Changes are also looked for every {seconds} seconds."
    if node.kind == "azuredevops":
        return _subscribed(tx, node, looked)
    heard = inbox.last_received(tx, node.id, "jira")
    found = inbox.last_received(tx, node.id, "poll")
    if found is not None and found > (heard or 0) + LATE_MS:
        last = f"The last one came <t:{heard}:relative>" if heard else "None has come for days"
        words = (
            f"{last}, although something was edited since. See under Manage apps that the app is enabled, and that "
            f"Jira reaches {services.deployment.base_url}. {looked}"
        )
        return Probe("Webhooks", "warning", words)
    if heard is None:
        return Probe("Webhooks", "not_checked", f"Nothing was edited lately, so none has come. {looked}")
    return Probe("Webhooks", "passed", f"The last one came <t:{heard}:relative>.")


def _subscribed(tx: Tx, node: Node, looked: str) -> Probe:
    found = hooks.list_for(tx, node.id)
    broken = [one for one in found if one.status not in ("active", "removing")]
    if not found:
        return Probe("Service hooks", "warning", f"None yet. {looked}")
    if broken:
        why = broken[0].problem or broken[0].status
        return Probe("Service hooks", "warning", f"{len(broken)} not active: {why}. {looked}")
    return Probe("Service hooks", "passed", f"{len(found)} active.")
