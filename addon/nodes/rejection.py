"""A credential that the tracker does not accept: said where administrators look, and over once there is another."""

from dataclasses import asdict

from addon.nodes.services import Services
from addon.nodes.trackers import JIRA_SECRET
from addon.platforms.base import Probe
from addon.storage import errors, nodes, queue, secrets, settings_store
from addon.storage.queue.due_again import due_again
from addon.storage.signers import PREVIOUS
from addon.storage.transaction import Tx

FACTS = "sync_identity"
REASON = "credential_rejected"
PAUSE_MS = 10 * 60_000
WORDS = {
    "azuredevops": "The sync identity was rejected. Renew it under General settings. Changes wait and are not lost.",
    "jira": "Jira does not accept the app's own key. Update the app under Manage apps, or uninstall and install it: "
    "that ends this, and connections stay. Changes wait and are not lost.",
}


def note(services: Services, node_id: int, words: str) -> bool:
    """Say so and stop trying until the credential changes; False where it has just changed, and a call was on its way.

    A site that installs the app anew refuses what was signed with the key before.
    """
    refused = asdict(Probe("Sign in", "failed", words or "The credential was rejected."))

    def work(tx: Tx) -> bool:
        node = nodes.get(tx, node_id)
        before = secrets.info(tx, node_id, JIRA_SECRET, subject=PREVIOUS) if node.kind == "jira" else None
        if before is not None and (before.expires_at or 0) > tx.now:
            return False
        now_known = {"rejected": words or "rejected", "probes": [refused], "checked_at": services.now()}
        settings_store.put(tx, node_id, FACTS, {**settings_store.get(tx, node_id, FACTS, {}), **now_known})
        said = WORDS[node.kind]
        errors.report(tx, node_id, impact="node", reason=REASON, message=said, detail={"tracker": words})
        queue.pause_node(tx, node_id, tx.now + PAUSE_MS, REASON)
        return True

    return services.ledger.write(work)


def over(tx: Tx, node_id: int) -> None:
    """There is another credential, or the one there is was accepted: everything goes on at once."""
    known = settings_store.get(tx, node_id, FACTS, {})
    if known.get("rejected"):
        settings_store.put(tx, node_id, FACTS, {**known, "rejected": "", "probes": []})
    errors.resolve_matching(tx, node_id, "recovered", impact="node", reason=REASON)
    queue.pause_node(tx, node_id, 0, "")
    due_again(tx, node_id, REASON)
