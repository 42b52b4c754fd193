"""Finding what no web hook told of: each tracker is asked what changed since the watermark, in small steps.

The watermark is kept after each step, so that a poll which fails half way, or dies, goes on where it was. Each answer
is a hint like a web hook's, and one that was stored before is absorbed by its delivery key.
"""

from typing import Any

from addon.nodes.services import Services
from addon.platforms.base import ChangeNotice
from addon.storage import connections, hooks, queue, schedules, triggers, twins
from addon.storage.connections import Connection
from addon.storage.schedules import Schedule
from addon.storage.transaction import Tx
from addon.sync import intake

MOST_STEPS = 20
HEAD_START_MS = 10_000
"""A project may be watched for so long before it is noticed; what was edited meanwhile counts as edited since."""

WATCHED = ("active", "deactivated")  # a deactivated connection goes on queueing


def watched(tx: Tx, node_id: int) -> list[Connection]:
    """The connections of a tenant whose entities are looked at."""
    return [one for status in WATCHED for one in connections.list_all(tx, node_id, status=status)]


def poll(services: Services, schedule: Schedule) -> Any:
    """Store a hint for all that changed since the watermark; the new watermark."""
    node_id = schedule.node_id
    projects, connected_at = services.ledger.read(lambda tx: (_projects(tx, node_id), _connected_at(tx, node_id)))
    if not projects:
        return None
    tracker = services.trackers.open(node_id)
    kept: dict[str, Any] = schedule.watermark or services.ledger.write(lambda tx: _begin(tx, schedule))
    began = _beginnings(kept, projects, max(connected_at, services.now() - HEAD_START_MS))
    for step in range(MOST_STEPS):
        page = tracker.changes_since(kept["mark"], projects)
        for notice in page.notices:
            if _is_news(notice, began):
                intake.store(services, node_id, notice, source="poll")
        kept = {"mark": page.watermark, "since": began}
        if not page.more or step == MOST_STEPS - 1:
            break
        services.ledger.write(lambda tx, kept=kept: _extend(tx, schedule, kept))  # type: ignore[misc]
    return kept


def notice(tx: Tx, node_id: int) -> bool:
    """Write down since when projects are watched that are new to a tenant's poll, and let it run now; whether any were.

    The poll may be an interval away, or be put off; what is edited until then is news all the same.
    """
    schedule = schedules.find(tx, node_id, "poll")
    kept = schedule.watermark if schedule is not None else None
    if schedule is None or not isinstance(kept, dict) or not isinstance(kept.get("since"), dict):
        return False  # nothing was polled yet: the first poll comes by itself, and begins with all of them
    projects = _projects(tx, node_id)
    new = [one for one in projects if one not in kept["since"]]
    if not new or kept["mark"] is None:
        return False
    since = _beginnings(kept, projects, max(_connected_at(tx, node_id), tx.now - HEAD_START_MS))
    return schedules.amend(tx, schedule, {**kept, "since": since})


def _begin(tx: Tx, schedule: Schedule) -> dict[str, Any]:
    """Watching begins: what was edited between the first pairs and now is found by looking at each of them once."""
    for one in watched(tx, schedule.node_id):
        after: str | None = ""
        while after is not None:
            page = twins.list_page(tx, schedule.node_id, one.id, after=after, limit=500)
            for twin in page.items:
                body = {"notice": "changed"}
                queue.append(tx, schedule.node_id, "ingress", twin.local_id, queue.CHANGED, body, origin="poll")
            after = page.after
    kept: dict[str, Any] = {"mark": None, "since": {}}
    _extend(tx, schedule, kept)
    return kept


def _extend(tx: Tx, schedule: Schedule, kept: dict[str, Any]) -> None:
    schedules.extend(tx, schedule, watermark=kept, lease_ms=schedules.POLL_LEASE_MS)


def _beginnings(kept: dict[str, Any], projects: list[str], new: int) -> dict[str, int]:
    """Since when (ms) each project is watched; what changed before that is nobody's news."""
    known = kept["since"]
    if not isinstance(known, dict):  # kept by an earlier version, for all projects alike
        known = dict.fromkeys(projects, int(known))
    return {project: int(known.get(project, new)) for project in projects}


def _is_news(notice: ChangeNotice, began: dict[str, int]) -> bool:
    """An overlap reaches back before we began."""
    since = began.get(notice.project_id or "", min(began.values()))
    return notice.at is None or notice.at >= since


def _connected_at(tx: Tx, node_id: int) -> int:
    """When the newest connection was made (ms); what was edited before that was nobody's."""
    return max((one.created_at for one in watched(tx, node_id)), default=0)


def _projects(tx: Tx, node_id: int) -> list[str]:
    running = {one.id: one for one in watched(tx, node_id)}
    found = {one.project_id for one in running.values() if one.project_id}
    found |= {
        one.project_id
        for one in triggers.list_for(tx, node_id, active=True)
        if one.project_id and one.connection_id in running
    }
    found |= set(hooks.projects_needed(tx, node_id))
    return sorted(found)
