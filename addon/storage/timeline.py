"""The timeline: what happened to an entity, step by step, and why nothing was sent."""

from dataclasses import dataclass
from typing import Any

from addon.storage import rows, tables
from addon.storage.along import along
from addon.storage.paging import Part, part_of
from addon.storage.tables import Timeline as T
from addon.storage.transaction import Tx


@rows.of(tables.Timeline)
@dataclass(frozen=True, slots=True)
class Step:
    """One step. `step` is the word of the pipeline (triggers, outgoing, apply, …), `text` is for people."""

    id: int
    node_id: int
    connection_id: int
    entity_id: str
    event_id: int
    step: str
    text: str
    data: dict[str, Any]
    at: int


def note(
    tx: Tx,
    node_id: int,
    entity_id: str,
    step: str,
    text: str,
    *,
    connection_id: int = 0,
    event_id: int = 0,
    data: dict[str, Any] | None = None,
) -> None:
    """Write a step down."""
    tx.insert(
        tables.Timeline,
        node_id=node_id,
        connection_id=connection_id,
        entity_id=entity_id,
        event_id=event_id,
        step=step,
        text=text,
        data=data or {},
        at=tx.now,
    )


def of_entity(
    tx: Tx,
    node_id: int,
    entity_id: str,
    *,
    connection_id: int | None = None,
    without: tuple[str, ...] = (),
    only: tuple[str, ...] = (),
    after: str = "",
    limit: int = 100,
) -> Part[Step]:
    """Steps of an entity, newest first; of one connection, those before routing (connection 0) included.

    `without` leaves out events that have a step of these words, `only` gives events that have one.
    """
    given = [(T.node_id, node_id), (T.entity_id, entity_id)]
    way = along(tx, given, [T.id], after=_number(after) if after else None, descending=True)
    where: list[Any] = []
    if connection_id is not None:
        where.append(T.connection_id.in_((0, connection_id)))
    if without:
        where.append(T.event_id.not_in(_events(node_id, entity_id, without)))
    if only:
        where.append(T.event_id.in_(_events(node_id, entity_id, only)))
    items = tx.select(Step, *way.where, *where, order=way.order, limit=limit + 1)
    return part_of(items, limit, lambda item: str(item.id))


def last_at(tx: Tx, node_id: int, entity_id: str, word: str) -> dict[int, int]:
    """When a step of this word was noted last for an entity (ms), by connection."""
    steps = tx.select(Step, T.node_id == node_id, T.entity_id == entity_id, T.step == word, order=[T.id])
    return {one.connection_id: one.at for one in steps}


def _events(node_id: int, entity_id: str, words: tuple[str, ...]) -> Any:
    other = tables.Timeline.alias("other")
    return other.select(other.event_id).where(
        other.node_id == node_id, other.entity_id == entity_id, other.step.in_(words), other.event_id > 0
    )


def _number(text: str) -> int:
    """A page's place as it came back from a browser; what is none begins at the top."""
    return int(text) if text.isdigit() and len(text) < 19 else 2**62


def purge(tx: Tx, before: int, *, at_most: int = 1_000) -> int:
    """Delete steps older than that (ms), some at a time; how many."""
    return tx.change(
        "DELETE FROM timeline WHERE id IN (SELECT id FROM timeline WHERE at < ? ORDER BY at LIMIT ?)", before, at_most
    )
