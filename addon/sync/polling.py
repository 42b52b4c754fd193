"""Finding what no web hook told of: each tracker is asked what changed since the watermark, in small steps.

The watermark is kept after each step, so that a poll which fails half way, or dies, goes on where it was. Each answer
is a hint like a web hook's, and one that was stored before is absorbed by its delivery key.
"""

import re
from collections.abc import Sequence
from typing import Any

from addon.nodes.services import Services
from addon.platforms.base import ChangeNotice
from addon.storage import connections, errors, hooks, queue, schedules, triggers, twins
from addon.storage.connections import Connection
from addon.storage.schedules import Schedule
from addon.storage.transaction import Tx
from addon.storage.triggers import Trigger
from addon.sync import intake
from addon.sync.triggers import note_bad_query

MOST_STEPS = 20
HEAD_START_MS = 10_000
"""A project may be watched for so long before it is noticed; what was edited meanwhile counts as edited since."""

GONE = "project_gone"
WHAT_TO_DO = (
    "Let the sync identity see the project again, or select another one for the incoming sync under Edit. What was "
    "edited there meanwhile is found then."
)
_PROJECT = re.compile(r"""(?i)\s*project\s*=\s*["']?(?P<name>[\w-]+)["']?\s*(?:and\b|order\b|$)""")
_OR = re.compile(r"(?i)\bor\b")

WATCHED = ("active", "deactivated")  # a deactivated connection goes on queueing


def watched(tx: Tx, node_id: int) -> list[Connection]:
    """The connections of a tenant whose entities are looked at."""
    return [one for status in WATCHED for one in connections.list_all(tx, node_id, status=status)]


def poll(services: Services, schedule: Schedule) -> Any:
    """Store a hint for all that changed since the watermark; the new watermark."""
    node_id = schedule.node_id
    projects, queries, connected_at = services.ledger.read(
        lambda tx: (_projects(tx, node_id), _reaching_beyond(tx, node_id), _connected_at(tx, node_id))
    )
    if not projects and not queries:
        return None
    tracker = services.trackers.open(node_id)
    kept: dict[str, Any] = schedule.watermark or services.ledger.write(lambda tx: _begin(tx, schedule))
    began = _beginnings(kept, projects, max(connected_at, services.now() - HEAD_START_MS))
    elsewhere = min((one.created_at for one in queries), default=0)
    for step in range(MOST_STEPS):
        page = tracker.changes_since(kept["mark"], projects, [one.query for one in queries])
        for notice in page.notices:
            if _is_news(notice, began, elsewhere):
                intake.store(services, node_id, notice, source="poll")
        left_out = dict(page.left_out)
        if left_out != kept.get("left_out", {}):
            services.ledger.write(lambda tx, was=kept, now=left_out: _tell(tx, node_id, was, now, queries))  # type: ignore[misc]
        kept = {"mark": page.watermark, "since": began, "left_out": left_out}
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


def _is_news(notice: ChangeNotice, began: dict[str, int], elsewhere: int) -> bool:
    """An overlap reaches back before we began; where only triggers look, before the first of them."""
    since = began.get(notice.project_id or "", elsewhere or min(began.values(), default=0))
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


def _reaching_beyond(tx: Tx, node_id: int) -> list[Trigger]:
    """The triggers whose query may reach entities of projects that are not watched: not bound to one, by its words."""
    running = {one.id: one for one in watched(tx, node_id)}
    known = {word.casefold() for one in running.values() for word in (one.project_id, one.project_key) if word}
    found = [one for one in triggers.list_for(tx, node_id, active=True) if one.connection_id in running]
    return [one for one in found if not one.project_id and not _within(one.query, known)]


def _within(query: str, projects: set[str]) -> bool:
    """Whether a query plainly stays within these projects; a more devious one is asked, which costs no call."""
    named = _PROJECT.match(query)
    return bool(named) and not _OR.search(query) and named["name"].casefold() in projects  # type: ignore[index]


def _tell(tx: Tx, node_id: int, kept: dict[str, Any], left_out: dict[str, str], queries: Sequence[Trigger]) -> None:
    """Show what is not looked at, and take back what is looked at again."""
    was: dict[str, str] = kept.get("left_out", {})
    for one in watched(tx, node_id):
        mine = {one.project_id, *hooks.projects_of(tx, node_id, one.id)}
        if gone := sorted(mine & set(left_out)):
            name = f" {one.project_name}" if one.project_id in gone and one.project_name else ""
            words = (
                f"The project{name} of {one.name} is gone, archived, or hidden from the sync identity: edits there are "
                "not looked for until it is back; Liaise keeps asking by itself."
            )
            errors.report(
                tx,
                node_id,
                impact="connection",
                reason=GONE,
                message=words,
                connection_id=one.id,
                detail={"todo": WHAT_TO_DO},
            )
        elif mine & set(was):
            errors.resolve_matching(tx, node_id, "recovered", impact="connection", reason=GONE, connection_id=one.id)
    for trigger in queries:
        problem = left_out.get(trigger.query, "")
        if problem:
            note_bad_query(tx, node_id, trigger.id, problem)
        elif trigger.query in was:
            triggers.note_problem(tx, node_id, trigger.id, "")
            errors.resolve_matching(tx, node_id, "mended", impact="trigger", trigger_id=trigger.id)
