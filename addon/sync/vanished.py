"""Pairs whose entity here was deleted without anybody telling us.

Jira tells of a deletion by one web hook and never again: no query finds what is not there. So some pairs after the
other are asked for by their ids, and what is missing is looked at like anything that changed.
"""

from typing import Any

from addon.nodes.services import Services
from addon.platforms.base import ChangeNotice, Platform
from addon.storage import hooks, twins
from addon.storage.schedules import Schedule
from addon.storage.transaction import Tx
from addon.storage.twins import Twin
from addon.sync import intake, polling

KIND = "vanished"
POLLS_BETWEEN = 10
MOST_CALLS = 5
"""With a poll a minute and a hundred issues a call: ten thousand pairs in four hours, for thirty calls an hour."""


def look(services: Services, schedule: Schedule) -> Any:
    """Ask for the next pairs of a tenant; where to go on the next time (`connection`, `after`: the last pair's id)."""
    tracker = services.trackers.open(schedule.node_id)
    size = tracker.capabilities.read_batch
    place: dict[str, Any] = schedule.watermark or {"connection": 0, "after": ""}
    for _ in range(MOST_CALLS):
        pairs, place = _next(services, schedule.node_id, place, size)
        linked = [one for one in pairs if one.state == "linked" and one.local_id]
        there = tracker.still_there([one.local_id for one in linked]) if linked else frozenset()
        missing = [one for one in linked if one.local_id not in there]
        _watch(services, schedule.node_id, linked)
        seen = _visible(tracker, {one.local_project for one in missing})
        for one in missing:
            if one.local_project in seen:
                notice = ChangeNotice("changed", one.local_id, one.local_project)
                intake.store(services, schedule.node_id, notice, source=KIND)
        if not place["connection"]:
            break
    return place


def _watch(services: Services, node_id: int, pairs: list[Twin]) -> None:
    """See to it that edits in the projects of these pairs are looked for: earlier versions noted a project only when
    an issue had moved there."""
    needed = {(one.connection_id, one.local_project) for one in pairs if one.local_project}

    def noted(tx: Tx) -> set[tuple[int, str]]:
        return {(one, project) for one in {one for one, _ in needed} for project in hooks.projects_of(tx, node_id, one)}

    missing = needed - services.ledger.read(noted)
    if missing:
        services.ledger.write(lambda tx: [hooks.need(tx, node_id, project, one, "pairs") for one, project in missing])


def _visible(tracker: Platform, projects: set[str]) -> set[str]:
    """Those of these projects that can be seen: what is hidden with its project is not deleted, and the poll tells."""
    return {project for project in projects if tracker.has_project(project)}


def _next(services: Services, node_id: int, place: dict[str, Any], size: int) -> tuple[list[Twin], dict[str, Any]]:
    """The pairs after a place, and the place after them; `connection` is 0 once all were seen."""
    running = sorted(one.id for one in services.ledger.read(lambda tx: polling.watched(tx, node_id)))
    here = next((one for one in running if one >= place["connection"]), None)
    if here is None:
        return [], {"connection": 0, "after": ""}
    after = place["after"] if here == place["connection"] else ""
    page = services.ledger.read(lambda tx: twins.list_page(tx, node_id, here, after=after, limit=size))
    if page.after is not None:
        return list(page.items), {"connection": here, "after": page.after}
    later = next((one for one in running if one > here), 0)
    return list(page.items), {"connection": later, "after": ""}
