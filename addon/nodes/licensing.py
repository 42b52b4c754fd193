"""What a node may do now, out of its row, and the license key that an administrator pastes."""

from dataclasses import dataclass
from typing import Any

from addon.nodes import auditing
from addon.nodes.entitlement import Licence, licence_of, read_key
from addon.nodes.refusals import Refusal
from addon.nodes.services import Services
from addon.nodes.sessions import Caller
from addon.platforms.errors import PlatformError
from addon.storage import nodes
from addon.storage.nodes import Node
from addon.storage.queue.due_again import due_again
from addon.storage.transaction import Tx

SOLD_FOR_MS, UNSOLD_FOR_MS = 3600 * 1000, 60 * 1000
"""For how long the marketplace's answer stands: whoever has just bought does not wait an hour."""
NEEDED = "licence_needed"
"""Why changes of Script connections wait without a license; with one they are due at once."""


@dataclass(frozen=True, slots=True)
class LicenceView:
    """A node's entitlement, as pages show it."""

    state: str
    days_left: int | None
    until: int | None
    script_allowed: bool
    reason: str
    provider: str
    warning: int | None  # which of the warnings before the end is due: 7, 3 or 1 days
    total_days: int | None = None  # of an evaluation
    instance: str = ""  # the id that a license key is issued for
    takes_keys: bool = True  # whether this deployment can check license keys
    lapsed: bool = False  # a license was there and has run out, not only the evaluation


def entitlement(services: Services, node: Node) -> Licence:
    """What this node may do now; asks the marketplace now and then where that is the provider."""
    return licence_of(
        services.licensing,
        installed_at=node.evaluation_from,
        node_instance=node.instance_id,
        key_text=node.licence_text or None,
        now_ms=services.now(),
        sold=lambda: _sold(services, node),
    )


def licence(services: Services, node_id: int, known: Node | None = None) -> LicenceView:
    """The License tab's facts, of the node's row where it is known."""

    node = known or services.ledger.read(lambda tx: nodes.get(tx, node_id))
    now = entitlement(services, node)
    counted = now.state == "evaluation" and now.days_left is not None
    return LicenceView(
        now.state,
        now.days_left,
        now.until,
        now.script_allowed,
        now.reason,
        now.provider,
        now.warning,
        total_days=services.licensing.evaluation_days if counted else None,
        instance=node.instance_id,
        takes_keys=bool(services.licensing.public_key),
        lapsed=now.lapsed,
    )


def allows_script(services: Services, node_id: int) -> bool:
    """Whether an evaluation or a license allows Script and Visual mode."""
    return entitlement(services, services.ledger.read(lambda tx: nodes.get(tx, node_id))).script_allowed


def require_script(services: Services, node_id: int) -> None:
    """Refuse Script and Visual mode where neither an evaluation nor a license allows them."""
    if not allows_script(services, node_id):
        raise Refusal(
            NEEDED,
            "Script and Visual mode need an evaluation or a paid license. See the License tab.",
            field="mode",
            status=402,
        )


def enter_key(services: Services, caller: Caller, text: str) -> None:
    """Store a pasted license key; raises `Refusal` when it is none for this instance or has expired."""
    node = services.ledger.read(lambda tx: nodes.get(tx, caller.node_id))
    claims = read_key(services.licensing, text, node.instance_id)
    if int(claims["exp"]) * 1000 <= services.now():
        raise Refusal("license_expired", "This license key has expired. Ask for a new one.", field="key")

    def work(tx: Tx) -> None:
        nodes.update(tx, node.id, licence_text="".join(text.split()))
        due_again(tx, node.id, NEEDED)
        auditing.record(tx, caller, "license_entered")

    services.ledger.write(work)


def _sold(services: Services, node: Node) -> tuple[bool, bool] | None:
    if node.kind != "jira":
        return None
    kept: dict[str, Any] = node.licence
    now = services.now()
    stands_for = SOLD_FOR_MS if kept.get("active") else UNSOLD_FOR_MS
    if now - int(kept.get("asked_at", 0)) < stands_for:
        return kept["active"], kept["evaluation"]
    try:
        answer = services.trackers.licence(node.id)
    except PlatformError:
        return (kept["active"], kept["evaluation"]) if "active" in kept else (True, True)
    active, evaluation = (True, False) if answer is None else answer

    def work(tx: Tx) -> None:
        nodes.update(tx, node.id, licence={"asked_at": now, "active": active, "evaluation": evaluation})
        if active and not kept.get("active"):
            due_again(tx, node.id, NEEDED)

    services.ledger.write(work)
    return active, evaluation
