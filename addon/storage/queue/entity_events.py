# ruff: noqa: S608 (the only text put in is our own; every value is bound)
"""Which events wait for one entity, found by indexes however many lines and events a tenant has."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from addon.storage.paging import COUNTED
from addon.storage.transaction import Tx

# A line is called by what people call its entity, by the entity's id here, or by its own key, which for incoming lines
# is the partner's id. Keys are looked up for one connection after the other: an index over them alone would be written
# with each change of a line.
_LINES = """
SELECT id FROM stream WHERE node_id = ? AND entity_label = ? AND entity_label <> ''
UNION SELECT id FROM stream WHERE node_id = ? AND local_entity = ?
UNION SELECT id FROM stream WHERE node_id = ? AND connection_id = 0 AND direction IN ({directions}) AND entity_key = ?
"""
_LINES_OF_CONNECTIONS = """
SELECT s.id FROM connection AS c CROSS JOIN stream AS s
  WHERE c.node_id = ? AND s.node_id = ? AND s.connection_id = c.id AND s.direction IN ({directions})
  AND s.entity_key = ? LIMIT {most}
"""
# PostgreSQL would plan that anew each time, since it depends on how many connections a tenant has; this it does not.
_LINES_OF_THESE = """
SELECT id FROM stream WHERE node_id = ? AND connection_id = ANY(?::bigint[]) AND direction IN ({directions})
  AND entity_key = ? LIMIT {most}
"""
# Parked events are known by their errors: only those that are pending are in the index by line.
_EVENTS = """
SELECT e.id AS id, e.connection_id AS connection_id, e.direction AS direction, e.node_id AS node_id FROM event AS e
  WHERE e.state = 'pending' AND e.stream_id IN ({lines})
UNION SELECT e.id, e.connection_id, e.direction, e.node_id FROM error AS r JOIN event AS e ON e.id = r.event_id
  WHERE r.resolved_at IS NULL AND r.stream_id > 0 AND r.stream_id IN ({lines}) AND e.state = 'error'
"""


@dataclass(frozen=True, slots=True)
class Found:
    """Ids of events in order, and how many there are in all, counted no further than a list is."""

    ids: tuple[int, ...]
    total: int


def of_entity(
    tx: Tx,
    node_id: int,
    entity: str,
    directions: Sequence[str],
    *,
    connection_id: int | None,
    descending: bool,
    after: int | None,
    limit: int,
) -> Found:
    """Events that are not finished on the lines of an entity, called by a key or an id exactly."""
    marks = _marks(directions)
    found = tx.sql(
        f"{_LINES.format(directions=marks)} LIMIT {COUNTED}",
        *(node_id, entity, node_id, entity),
        *(node_id, *directions, entity),
    )
    found += _of_connections(tx, node_id, entity, directions)
    lines = sorted({int(row[0]) for row in found})[:COUNTED]
    if not lines:
        return Found((), 0)
    where = f"node_id = ? AND direction IN ({marks})"
    values: list[object] = [*lines, *lines, node_id, *directions]
    if connection_id is not None:
        where += " AND connection_id = ?"
        values.append(connection_id)
    waiting = f"SELECT id FROM ({_EVENTS.format(lines=_marks(lines))}) AS waiting WHERE {where}"
    beyond = "" if after is None else f" AND id {'<' if descending else '>'} ?"
    order = "DESC" if descending else "ASC"
    place = [] if after is None else [after]
    ids = [int(row[0]) for row in tx.sql(f"{waiting}{beyond} ORDER BY id {order} LIMIT {limit}", *values, *place)]
    if after is None and len(ids) < limit:
        return Found(tuple(ids), len(ids))  # these are all there are
    total = tx.sql(f"SELECT count(*) FROM ({waiting} LIMIT {COUNTED}) AS counted", *values)[0][0]
    return Found(tuple(ids), int(total))


def _of_connections(tx: Tx, node_id: int, entity: str, directions: Sequence[str]) -> list[tuple[Any, ...]]:
    """Lines of a tenant's connections that have this key."""
    marks = _marks(directions)
    if tx.dialect == "sqlite":
        asked = _LINES_OF_CONNECTIONS.format(directions=marks, most=COUNTED)
        return tx.sql(asked, node_id, node_id, *directions, entity)
    ids = [int(row[0]) for row in tx.hot("SELECT id FROM connection WHERE node_id = ?", node_id)]
    return tx.sql(_LINES_OF_THESE.format(directions=marks, most=COUNTED), node_id, ids, *directions, entity)


def _marks(values: Sequence[object]) -> str:
    return ", ".join("?" for _ in values)
