"""What the console shows of the queue: its four lists, one row's detail, counts."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from addon.storage import rows, tables
from addon.storage.failures import NoSuchRow
from addon.storage.paging import Page, page_of
from addon.storage.queue import open_events
from addon.storage.queue.entity_events import of_entity
from addon.storage.queue.model import Event, Line
from addon.storage.tables import Event as EventTable
from addon.storage.tables import Stream
from addon.storage.transaction import Tx

ListName = Literal["outgoing", "incoming", "outgoing_attachments", "incoming_attachments"]
LISTS: dict[ListName, tuple[str, ...]] = {
    "outgoing": ("ingress", "out", "send"),
    "incoming": ("in",),
    "outgoing_attachments": ("file_out",),
    "incoming_attachments": ("file_in",),
}


@dataclass(frozen=True, slots=True)
class Waiting:
    """One row of a queue list: an event that is not finished, and its line."""

    event: Event
    line: Line


def list_queue(
    tx: Tx,
    node_id: int,
    which: ListName,
    *,
    connection_id: int | None = None,
    entity: str = "",
    descending: bool = False,
    after: str = "",
    limit: int = 50,
) -> Page[Waiting]:
    """One of the console's four lists, oldest first or newest. `entity` is a key or id, exactly."""
    if entity:
        these = of_entity(
            tx,
            node_id,
            entity,
            LISTS[which],
            connection_id=connection_id,
            descending=descending,
            after=int(after) if after else None,
            limit=limit + 1,
        )
        total = these.total
        found = tx.select(Event, EventTable.id.in_(these.ids)) if these.ids else []
    else:
        total = sum(open_events.counts(tx, node_id, LISTS[which], connection_id))
        found = open_events.first_of(
            tx,
            node_id,
            LISTS[which],
            connection_id=connection_id,
            descending=descending,
            after=int(after) if after else None,
            limit=limit + 1,
        )
    events = sorted(found, key=lambda event: event.id, reverse=descending)[: limit + 1]
    lines_by_id = (
        {line.id: line for line in tx.select(Line, Stream.id.in_([event.stream_id for event in events]))}
        if events
        else {}
    )
    items = [Waiting(event, lines_by_id[event.stream_id]) for event in events]
    return page_of(items, limit, total, lambda item: str(item.event.id))


def waiting(tx: Tx, node_id: int, event_id: int) -> Waiting:
    """One row's detail. Raises `NoSuchRow`."""
    event = tx.first(Event, EventTable.id == event_id, EventTable.node_id == node_id)
    if event is None:
        raise NoSuchRow(f"There is no event {event_id}.")
    line = tx.first(Line, Stream.id == event.stream_id, Stream.node_id == node_id)
    assert line is not None
    return Waiting(event, line)


def event(tx: Tx, node_id: int, event_id: int) -> Event | None:
    """One event by id."""
    return tx.first(Event, EventTable.id == event_id, EventTable.node_id == node_id)


def line(tx: Tx, node_id: int, direction: str, entity_key: str, connection_id: int = 0) -> Line | None:
    """One line by its name."""
    return tx.first(
        Line,
        Stream.node_id == node_id,
        Stream.connection_id == connection_id,
        Stream.direction == direction,
        Stream.entity_key == entity_key,
    )


def starting_next(tx: Tx, node_id: int, connection_id: int, *, after: int, limit: int) -> list[str]:
    """The local entities that a connection's bulk work starts next, after this event."""
    found = tx.sql(
        "SELECT s.local_entity FROM event AS e JOIN stream AS s ON s.id = e.stream_id WHERE e.node_id = ? "
        "AND e.direction = 'out' AND e.state IN ('pending', 'error') AND e.id > ? AND e.connection_id = ? "
        "AND e.kind = 'start' AND e.origin = 'bulk' ORDER BY e.id LIMIT ?",
        node_id,
        after,
        connection_id,
        limit,
    )
    return [str(row[0]) for row in found if row[0]]


def events_of(tx: Tx, node_id: int, stream_id: int, states: Sequence[str]) -> list[Event]:
    """The events of a line in these states, the newest first and no more than a hundred."""
    where = [EventTable.stream_id == stream_id, EventTable.node_id == node_id, EventTable.state.in_(list(states))]
    return tx.select(Event, *where, order=[EventTable.id.desc()], limit=100)


def lines_of_entity(tx: Tx, node_id: int, local_entity: str, connection_id: int | None = None) -> list[Line]:
    """All lines that touch a local entity: is something in progress, parked or waiting?"""
    where = [Stream.node_id == node_id, Stream.local_entity == local_entity]
    if connection_id is not None:
        where.append(Stream.connection_id == connection_id)
    return tx.select(Line, *where, order=[Stream.id])


def queue_counts(tx: Tx, node_id: int, connection_id: int | None = None) -> dict[ListName, int]:
    """How many events wait in each list, counted no further than 1,000."""
    directions = [direction for some in LISTS.values() for direction in some]
    found = dict(zip(directions, open_events.counts(tx, node_id, directions, connection_id), strict=True))
    return {name: sum(found[direction] for direction in some) for name, some in LISTS.items()}


__all__ = ["LISTS", "ListName", "Waiting", "rows", "tables"]
