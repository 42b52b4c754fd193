"""What the outgoing rules would do with the entities that a *Bulk sync* counts: read now, run, nothing written."""

from collections.abc import Sequence
from typing import Any

from addon.connections import bulk_runs
from addon.connections.bulk_runs import READ_AT_ONCE, Judged, mind_limits
from addon.nodes.services import Services
from addon.replica.entity import Entity
from addon.rules.ruleset import OutgoingFacts
from addon.rules.script import ScriptFailed
from addon.sandbox.launcher import SandboxUnavailable
from addon.storage import connections, nodes
from addon.storage.connections import Connection
from addon.storage.jobs import Job
from addon.storage.nodes import Node
from addon.sync.work import work_of_no_line

KIND = "bulk_sync"


def run(services: Services, row: Job) -> dict[str, Any]:
    """Bulk sync, with the rules asked while it is counted."""
    return bulk_runs.run(services, row, judge)


def judge(services: Services, row: Job, ids: Sequence[str]) -> Judged:
    """Run the rules of a Script connection for these entities; fixed rules let everything leave."""
    node, connection = services.ledger.read(
        lambda tx: (nodes.get(tx, row.node_id), connections.get(tx, row.node_id, row.connection_id))
    )
    found = Judged()
    if connection.mode != "script":
        return found
    for start in range(0, len(ids), READ_AT_ONCE):
        mind_limits(services, node.id)
        read = services.trackers.open(node.id).read(ids[start : start + READ_AT_ONCE], with_comments=False)
        try:
            for entity in {one.id: one for one in read.values() if not one.deleted}.values():
                found += _judged(services, node, connection, entity)
        except SandboxUnavailable:
            return found
    return found


def _judged(services: Services, node: Node, connection: Connection, entity: Entity) -> Judged:
    work = work_of_no_line(services, node, connection, "preview")
    if work.runner is not None:
        work.runner.entity, work.runner.remote_id = entity, ""
    facts = OutgoingFacts(first_sync=True, rehearsal=True)
    try:
        return Judged(1, stopped=int(work.rules.outgoing(entity, facts) is None))
    except ScriptFailed:
        return Judged(1, failing=1)
