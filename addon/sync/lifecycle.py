"""What follows when an instance uninstalls Liaise, switches it off or takes it back: partners are told, data is erased.

While a tenant is gone its lines are not claimed, so its partners are told by a schedule of the deployment, one for each
tenant that went or came back. It tells how things stand when it runs: whatever happened in between, in whatever order
and number, the last word is the one that arrives.
"""

from collections.abc import Sequence
from contextlib import suppress

import structlog

from addon.connections import inbound
from addon.connections.calls import post
from addon.connections.notices import GIVE_UP_MS
from addon.nodes import extension_check, installation, sync_identity
from addon.nodes.refusals import Refusal
from addon.nodes.services import Services
from addon.nodes.trackers import NoSyncIdentity
from addon.storage import connections, erase, nodes, schedules
from addon.storage.connections import FLOWING, PARTNER_GONE, Connection
from addon.storage.failures import NoSuchRow
from addon.storage.nodes import Node
from addon.storage.schedules import Schedule
from addon.storage.transaction import Tx

log = structlog.get_logger()
PRESENCE = installation.PRESENCE
SWITCHED_OFF = extension_check.SWITCHED_OFF
_NOBODY = frozenset({"node_gone", "unknown_node", "unknown_side", "key_missing"})
"""Refusals after which there is nobody to tell."""


class Over(Exception):
    """There is nothing left for this schedule to do; its row is removed already."""


def tell_partners(services: Services, schedule: Schedule) -> None:
    """Tell each partner whether this tenant is here; raises `Over` when all know, `Refusal` to try again later."""
    node_id = int(schedule.subject)
    while True:
        node = _node(services, node_id)
        if node is None:
            services.ledger.write(lambda tx: _remove(tx, schedule))
            raise Over
        failed = _tell(services, node)
        if failed is not None and services.now() - _since(node) < GIVE_UP_MS:
            raise failed
        if services.ledger.write(lambda tx, told=node: _told(tx, schedule, told)):  # type: ignore[misc]
            raise Over


def look_again(services: Services, schedule: Schedule) -> None:
    """Look whether an extension that was switched off is on again; raises `Over` once it is, or is gone."""
    node_id = int(schedule.subject)
    node = _node(services, node_id)
    if node is not None and node.status == "disabled":
        with suppress(NoSyncIdentity):  # nothing to ask with: the first page that is opened tells
            sync_identity.check_stored(services, node_id)
        node = _node(services, node_id)
    if node is None or node.status != "disabled":
        services.ledger.write(lambda tx: _remove(tx, schedule))
        raise Over


def erase_overdue(services: Services) -> None:
    """Erase tenants whose grace period is over: partners are told that it is final, then keys go first."""
    usual = services.deployment.retention_ms
    for node in services.ledger.read(lambda tx: nodes.to_erase(tx, services.now(), usual)):
        if not services.ledger.write(lambda tx, node=node: installation.begin_erasing(tx, node.id, usual)):  # type: ignore[misc]
            continue
        for row in _told_ones(services, node.id):
            _post(services, row, "leave", {"reason": "uninstalled"})
        while not services.ledger.write(lambda tx, node=node: erase.erase_node(tx, node.id)):  # type: ignore[misc]
            pass
        log.info("node_erased", node=node.id)


def partner_answers(services: Services, row: Connection) -> None:
    """A partner answered this side's call: it is there (again)."""
    if row.health_reason == PARTNER_GONE:
        services.ledger.write(lambda tx: inbound.note_presence(tx, row, True))


def partner_refuses(services: Services, row: Connection, no: Refusal) -> None:
    """A partner's node said that Liaise was uninstalled there; other refusals mean nothing here."""
    if no.reason == "node_gone" and row.health_reason != PARTNER_GONE:
        services.ledger.write(lambda tx: inbound.note_presence(tx, row, False))


def _tell(services: Services, node: Node) -> Refusal | None:
    """Tell all partners; what kept one from hearing it."""
    here, failed = node.status != "uninstalled", None
    for row in _told_ones(services, node.id):
        no = _post(services, row, "presence", {"installed": here})
        if no is not None and no.reason == "node_gone" and here:
            services.ledger.write(lambda tx, row=row: inbound.note_presence(tx, row, False))  # type: ignore[misc]
        elif no is None and here:
            partner_answers(services, row)
        elif no is not None and no.reason not in _NOBODY:
            failed = no
    return failed


def _told_ones(services: Services, node_id: int) -> Sequence[Connection]:
    """Connections whose partner can be reached from here; one that fetches finds out when it comes."""

    def read(tx: Tx) -> list[Connection]:
        rows = [one for status in FLOWING for one in connections.list_all(tx, node_id, status=status)]
        local = {one.id for one in rows if connections.local_peer(tx, node_id, one.id) is not None}
        return [one for one in rows if one.partner_key and (one.transport != "polled" or one.id in local)]

    return services.ledger.read(read)


def _post(services: Services, row: Connection, kind: str, body: dict[str, object]) -> Refusal | None:
    message = {"id": services.random_token(), "kind": kind, "at": services.now(), "body": body}
    try:
        post(services, row, [message])
    except Refusal as no:
        log.info("partner_not_told", node=row.node_id, connection=row.id, kind=kind, reason=no.reason)
        return no
    return None


def _told(tx: Tx, schedule: Schedule, told: Node) -> bool:
    """Remove the schedule, unless the tenant went or came back while its partners were told."""
    installation.alone(tx, told.kind, told.instance_id)
    try:
        now = nodes.get(tx, told.id)
    except NoSuchRow:
        now = told
    if (now.status == "uninstalled") != (told.status == "uninstalled"):
        return False
    _remove(tx, schedule)
    return True


def _remove(tx: Tx, schedule: Schedule) -> None:
    schedules.remove(tx, 0, schedule.kind, subject=schedule.subject)


def _node(services: Services, node_id: int) -> Node | None:
    try:
        return services.ledger.read(lambda tx: nodes.get(tx, node_id))
    except NoSuchRow:
        return None


def _since(node: Node) -> int:
    return node.uninstalled_at or node.installed_at
