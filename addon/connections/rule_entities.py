"""Finding an issue or work item to try rules on: by key, id or address, else by words of its title."""

from dataclasses import dataclass

from addon.nodes.services import Services
from addon.nodes.sessions import Caller
from addon.platforms.base import Platform, TriggerQuery
from addon.platforms.errors import PlatformError, Reason
from addon.replica.entity import Entity
from addon.storage import connections, twins

MOST = 8
TEXT_MAX = 300


@dataclass(frozen=True, slots=True)
class Found:
    """One entity to choose."""

    id: str
    key: str
    title: str


def find(services: Services, caller: Caller, connection_id: int, text: str) -> tuple[Found, ...]:
    """What matches, the exact one first; nothing typed: what was paired last, then the oldest of the incoming project.

    Raises `PlatformError`.
    """
    one = services.ledger.read(lambda tx: connections.get(tx, caller.node_id, connection_id))
    tracker = services.trackers.open(caller.node_id)
    text = " ".join(text.split())[:TEXT_MAX]
    ids: list[str] = []
    exact = tracker.resolve(text) if text else None
    if exact is not None:
        ids.append(exact)
    else:
        ids += [] if text else _paired_last(services, caller.node_id, connection_id)
        ids += [] if len(ids) == MOST else _titled(tracker, caller.kind, one.project_id, text)
    ids = list(dict.fromkeys(ids))[:MOST]
    found = tracker.read(ids, with_comments=False) if ids else {}
    return tuple(_shown(found[number]) for number in ids if number in found and not found[number].deleted)


def _paired_last(services: Services, node_id: int, connection_id: int) -> list[str]:
    """Whoever changes rules has most likely just seen what these did."""
    page = services.ledger.read(lambda tx: twins.list_page(tx, node_id, connection_id, descending=True, limit=MOST))
    return [one.local_id for one in page.items]


def _titled(tracker: Platform, kind: str, project_id: str, text: str) -> tuple[str, ...]:
    try:
        return tracker.enumerate(_query(kind, project_id, text), limit=MOST).ids
    except PlatformError as problem:
        if problem.reason is Reason.BAD_QUERY:
            return ()
        raise


def _query(kind: str, project_id: str, text: str) -> TriggerQuery:
    if kind == "azuredevops":
        quoted = text.replace("'", "''")
        return TriggerQuery(f"[System.Title] CONTAINS '{quoted}'" if text else "[System.Id] > 0", project_id)
    # The words go into a quoted phrase; a quote or backslash in them would end it or escape.
    words = text.replace("\\", " ").replace('"', " ").strip()
    clauses = [f"project = {project_id}"] if project_id.isdigit() else []
    clauses += [f'summary ~ "{words}*"'] if words else []
    return TriggerQuery(" AND ".join(clauses) or "created is not EMPTY")


def _shown(entity: Entity) -> Found:
    return Found(entity.id, entity.key, entity.summary)
