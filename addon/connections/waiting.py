"""The sync queue as administrators see it: four lists of what is on its way, each row with why it is not done yet."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from addon.connections import waiting_about, waiting_words
from addon.connections.waiting_about import About, CarriedFile
from addon.nodes.services import Services
from addon.storage import connections, nodes, outages, overview, queue
from addon.storage.connections import Connection
from addon.storage.queue import LISTS, Event, Line, ListName, Waiting
from addon.storage.transaction import Tx

BODY_MAX = 200_000  # characters of a row's replica that a page shows
KINDS: Mapping[str, str] = {
    "changed": "Change",
    "start": "Start to sync",
    "resync": "Sync now",
    "deleted": "Deletion",
    "unlink": "Unlink",
    "unlinked": "Unlink",
    "replica": "Change",
    "result": "Result of a change",
    "file": "File",
    "message": "Message",
    "ping": "Check of the way",
}
DIRECTIONS: Mapping[str, str] = {
    "ingress": "Looking which connections it concerns",
    "out": "Running the outgoing rules",
    "send": "Sending to the partner",
    "in": "Applying here",
    "file_out": "Sending a file",
    "file_in": "Receiving a file",
}


@dataclass(frozen=True, slots=True)
class QueueRow:
    """One change that is not done. `state` is a word of the page, `error_id` what it waits behind, `title` the entity's
    as far as it is known, `file` what is carried where it is one."""

    id: int
    key: str
    entity_id: str
    connection_id: int
    connection_name: str
    change: str
    step: str
    state: str
    reason: str
    error_id: int
    attempts: int
    at: int
    title: str = ""
    file: CarriedFile | None = None


@dataclass(frozen=True, slots=True)
class QueuePage:
    """Some rows of one list, in the order asked for, and the sizes of all four (counted no further than 1,000)."""

    which: ListName
    rows: tuple[QueueRow, ...]
    total: int
    more_after: str | None
    counts: Mapping[ListName, int]
    oldest: int | None
    paused: str


@dataclass(frozen=True, slots=True)
class QueueDetail:
    """One row with what it carries."""

    row: QueueRow
    kind: str
    origin: str
    next_at: int | None
    size: int
    body: str
    message_id: str


def page(
    services: Services,
    node_id: int,
    which: ListName,
    *,
    connection_id: int = 0,
    entity: str = "",
    descending: bool = False,
    after: str = "",
    limit: int = 50,
) -> QueuePage:
    """One of the four lists; `entity` is a key or id, exactly, `descending` begins with the newest."""

    def work(tx: Tx) -> QueuePage:
        found = queue.list_queue(
            tx,
            node_id,
            which,
            connection_id=connection_id or None,
            entity=entity.strip(),
            descending=descending,
            after=after,
            limit=limit,
        )
        rows = _rows(tx, node_id, found.items)
        counts = queue.queue_counts(tx, node_id)
        oldest = overview.oldest_waiting(tx, node_id, LISTS[which])
        return QueuePage(which, rows, found.total, found.after, counts, oldest, paused(tx, node_id))

    return services.ledger.read(work)


def total(services: Services, node_id: int) -> int:
    """How many changes wait in all four lists, for the tab; counted no further than 1,000 each."""
    return services.ledger.read(lambda tx: sum(queue.queue_counts(tx, node_id).values()))


def detail(services: Services, node_id: int, event_id: int) -> QueueDetail:
    """One row; raises `NoSuchRow`."""

    def work(tx: Tx) -> QueueDetail:
        found = queue.waiting(tx, node_id, event_id)
        text = json.dumps(found.event.body, indent=2, ensure_ascii=False) if found.event.body else ""
        return QueueDetail(
            _rows(tx, node_id, (found,))[0],
            found.event.kind,
            found.event.origin,
            found.line.due_at if found.line.due_at and found.line.due_at > tx.now else None,
            len(json.dumps(found.event.body or {})),
            text[:BODY_MAX],
            found.event.message_id,
        )

    return services.ledger.read(work)


def _rows(tx: Tx, node_id: int, found: tuple[Waiting, ...]) -> tuple[QueueRow, ...]:
    ids = sorted({one.event.connection_id for one in found if one.event.connection_id})
    rows = {one.id: one for one in connections.by_ids(tx, node_id, ids)} if ids else {}
    heads = overview.heads(tx, node_id, sorted({one.line.id for one in found}))
    about = waiting_about.of_rows(tx, node_id, found)
    unnamed = any(not one.line.entity_label and not about[one.event.id].key for one in found)
    kind = nodes.get(tx, node_id).kind if unnamed else ""  # only what has no name is called by its product's word
    return tuple(_row(tx, one, kind, rows.get(one.event.connection_id), heads, about[one.event.id]) for one in found)


def _row(
    tx: Tx, one: Waiting, our_kind: str, connection: Connection | None, heads: frozenset[int], about: About
) -> QueueRow:
    event, line = one.event, one.line
    state, reason = _state(tx, event, line, connection, next_in_line=event.id in heads)
    kind = event.kind
    if kind == "message" and isinstance(event.body, dict):
        kind = str(event.body.get("kind") or kind)
    return QueueRow(
        event.id,
        line.entity_label or about.key or _unnamed(one, our_kind, connection, about),
        about.entity_id,
        event.connection_id,
        connection.name if connection else "",
        KINDS.get(kind, kind.replace("_", " ").capitalize()),
        DIRECTIONS.get(event.direction, ""),
        state,
        reason,
        line.blocked_by or 0,
        event.attempts,
        event.created_at,
        about.title,
        about.file,
    )


def _unnamed(one: Waiting, our_kind: str, connection: Connection | None, about: About) -> str:
    """An entity that was not read yet: a number is a work item's name, but nobody knows an issue by it."""
    theirs = "" if about.entity_id or connection is None else connection.partner_kind
    key = about.entity_id or one.line.entity_key
    return f"ID {key}" if (theirs or our_kind) == "jira" and key.isdecimal() else key


def _state(tx: Tx, event: Event, line: Line, connection: Connection | None, *, next_in_line: bool) -> tuple[str, str]:
    if event.state == "error":
        return "stopped", "Stopped by an error that needs a person."
    if line.blocked_by:
        return "behind", "Waits behind an error, so that the order stays right."
    if line.owner is not None:
        return (
            ("running", "")
            if next_in_line
            else ("behind", "Waits for the change before it, so that the order stays right.")
        )
    if connection is not None and not connection.flowing:
        return "paused", f"{connection.name} is not active. Kept until it is."
    if connection is not None and connection.paused_until > tx.now:
        words = connection.health_text or f"{connection.remote_name} cannot be reached."
        return "waiting", f"{words} Goes on after <t:{connection.paused_until}:time>."
    if not next_in_line:
        return "behind", "Waits for the change before it, so that the order stays right."
    if line.due_at is not None and line.due_at > tx.now and (line.attempts or line.waiting_for):
        words = waiting_words.of(line.waiting_for, event.direction)
        return "retrying", f"{words} Next try at <t:{line.due_at}:time>."
    return "queued", ""


def paused(tx: Tx, node_id: int) -> str:
    """Why the tracker is left alone by all that needs it, and until when; empty while it is not."""
    until, reason = overview.paused(tx, node_id)
    if not until:
        return ""
    away = outages.find(tx, node_id)
    if away is not None and away.until == until:
        return (
            f"The tracker has not answered since <t:{away.since}:time>. All that needs it waits, and it is asked "
            f"again at <t:{until}:time>."
        )
    return f"{waiting_words.of_tracker(reason)} Goes on after <t:{until}:time>."
