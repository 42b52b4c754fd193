"""What the console shows of the queue: its four lists, one row's detail, counts."""

from dataclasses import dataclass
from typing import Literal

import peewee

from addon.storage import rows, tables
from addon.storage.failures import NoSuchRow
from addon.storage.paging import Page, page_of
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
# Word for word as the partial indexes say it: with bound values they would not be used.
_OPEN = peewee.SQL("state IN ('pending', 'error')")


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
    where = [EventTable.node_id == node_id, _OPEN]
    if connection_id is not None:
        where.append(EventTable.connection_id == connection_id)
    if entity:
        lines = Stream.select(Stream.id).where(
            (Stream.node_id == node_id)
            & ((Stream.entity_label == entity) | (Stream.local_entity == entity) | (Stream.entity_key == entity))
        )
        where.append(EventTable.stream_id.in_(lines))
    ways = [[*where, EventTable.direction == direction] for direction in LISTS[which]]
    total = sum(tx.count(EventTable, *way) for way in ways)
    beyond = [EventTable.id < int(after) if descending else EventTable.id > int(after)] if after else []
    order = [EventTable.id.desc() if descending else EventTable.id]
    # Each direction by itself, along the index; together they would be sorted as a whole first.
    found = [event for way in ways for event in tx.select(Event, *way, *beyond, order=order, limit=limit + 1)]
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


def lines_of_entity(tx: Tx, node_id: int, local_entity: str, connection_id: int | None = None) -> list[Line]:
    """All lines that touch a local entity: is something in progress, parked or waiting?"""
    where = [Stream.node_id == node_id, Stream.local_entity == local_entity]
    if connection_id is not None:
        where.append(Stream.connection_id == connection_id)
    return tx.select(Line, *where, order=[Stream.id])


def queue_counts(tx: Tx, node_id: int, connection_id: int | None = None) -> dict[ListName, int]:
    """How many events wait in each list, counted no further than 1,000."""
    where = [EventTable.node_id == node_id, _OPEN]
    if connection_id is not None:
        where.append(EventTable.connection_id == connection_id)
    return {
        name: sum(tx.count(EventTable, *where, EventTable.direction == direction) for direction in directions)
        for name, directions in LISTS.items()
    }


__all__ = ["LISTS", "ListName", "Waiting", "rows", "tables"]
