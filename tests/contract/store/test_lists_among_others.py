"""Lists of a tenant whose rows all lie at one end of the tables: no row of anybody else is read for them."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from addon.storage import (
    Ledger,
    Tx,
    audit,
    conflicts,
    connection_lists,
    errors,
    overview,
    queue,
    tables,
    timeline,
    twins,
)
from tests.contract.store.conftest import Opener
from tests.contract.store.places import make_connection, make_node

pytestmark = pytest.mark.parametrize("store", [pytest.param("postgresql", marks=pytest.mark.postgresql)], indirect=True)
TENANTS, ROWS, SHOWN = 3, 1_500, 10

# Each with what a tenant and its connection are: the first tenant's rows lie before all others', the last one's behind.
LISTS: dict[str, Callable[[Tx, int, int], Any]] = {
    "connections": lambda tx, n, c: connection_lists.list_page(tx, n, limit=SHOWN),
    "connections from the end": lambda tx, n, c: connection_lists.list_page(tx, n, descending=True, limit=SHOWN),
    "connections of a status": lambda tx, n, c: connection_lists.list_page(tx, n, status="active", limit=SHOWN),
    "connections' count": lambda tx, n, c: connection_lists.active(tx, n),
    "pairs": lambda tx, n, c: twins.list_page(tx, n, c, limit=SHOWN),
    "pairs beside connections": lambda tx, n, c: overview.pairs(tx, n, [c - 1, c]),
    "changes beside connections": lambda tx, n, c: overview.waiting(tx, n, [c - 1, c]),
    "pairs of a tenant": lambda tx, n, c: overview.pairs_of_node(tx, n),
    "errors": lambda tx, n, c: errors.list_page(tx, n, limit=SHOWN),
    "errors of a connection": lambda tx, n, c: errors.list_page(tx, n, connection_id=c, ascending=True, limit=SHOWN),
    "errors' count": lambda tx, n, c: errors.open_count(tx, n),
    "conflicts": lambda tx, n, c: conflicts.list_page(tx, n, limit=SHOWN),
    "conflicts of a connection": lambda tx, n, c: conflicts.list_page(tx, n, connection_id=c, limit=SHOWN),
    "queue": lambda tx, n, c: queue.list_queue(tx, n, "outgoing", limit=SHOWN),
    "queue from the end": lambda tx, n, c: queue.list_queue(tx, n, "outgoing", descending=True, limit=SHOWN),
    "queue of a connection": lambda tx, n, c: queue.list_queue(tx, n, "outgoing", connection_id=c, limit=SHOWN),
    "queue's counts": lambda tx, n, c: queue.queue_counts(tx, n),
    "what waits longest": lambda tx, n, c: overview.oldest_waiting(tx, n, ("out", "in")),
    "timeline": lambda tx, n, c: timeline.of_entity(tx, n, f"local{n}", limit=SHOWN),
    "audit log": lambda tx, n, c: audit.list_page(tx, n, limit=SHOWN),
}


@pytest.fixture
def crowded(opener: Opener) -> Iterator[tuple[Ledger, list[tuple[int, int]]]]:
    """Tenants with as many rows each, one tenant's behind another's in every table; each with its connection."""
    ledger = opener()
    places = []
    for number in range(TENANTS):
        node = make_node(ledger, f"t{number}").id
        make_connection(ledger, node, "bare")  # nothing is its own
        connection = make_connection(ledger, node, "c").id
        ledger.write(lambda tx, here=(node, connection): _first_rows(tx, *here))  # type: ignore[misc]
        ledger.write(lambda tx, node=node: _copies(tx, node))  # type: ignore[misc]
        places.append((node, connection))
    ledger.write(lambda tx: tx.sql("ANALYZE"))
    yield ledger, places


def _first_rows(tx: Tx, node: int, connection: int) -> None:
    local = f"local{node}"
    twin = twins.create(tx, node, connection, local_id=local, local_key="A-1", remote_id="r", acknowledged=True).id
    timeline.note(tx, node, local, "sent", "Sent.", connection_id=connection, event_id=1)
    errors.report(tx, node, impact="entity", reason="x", message="It failed.", connection_id=connection, entity_id="e")
    conflicts.ask(tx, node, connection, twin, "summary", local_form="a", remote_form="b", local_by="x", remote_by="y")
    queue.append(tx, node, "out", "e", "x", connection_id=connection, local_entity="l", label="A-1")
    audit.record(tx, node, "a")


def _copies(tx: Tx, node: int) -> None:
    changed = {
        tables.Connection: {"name": "'c' || i", "name_key": "'c' || i", "side_id": f"'{node}s' || i"},
        tables.Twin: {"local_id": f"'{node}l' || i", "remote_id": "'r' || i"},
        tables.Timeline: {},
        tables.Error: {"entity_id": "'e' || i"},
        tables.Conflict: {"twin_id": f"{node} * 100000 + i"},
        tables.Stream: {"entity_key": "'e' || i", "local_entity": "'l' || i"},
        tables.Event: {"stream_id": "f.stream_id + i - 1"},
        tables.Audit: {},
    }
    table: Any
    for table, other in changed.items():
        name = table._meta.table_name
        columns = [column for column in table._meta.columns if column != "id"]
        made = ", ".join(other.get(column, f"f.{column}") for column in columns)
        tx.sql(
            f"INSERT INTO {name} ({', '.join(columns)}) SELECT {made} FROM generate_series(2, {ROWS}) AS i "
            f"CROSS JOIN (SELECT * FROM {name} WHERE node_id = {node} ORDER BY id LIMIT 1) AS f"
        )


@pytest.mark.parametrize("name", LISTS)
def test_a_list_reads_only_what_it_shows_and_counts(crowded: tuple[Ledger, list[tuple[int, int]]], name: str) -> None:
    ledger, places = crowded
    for place in (places[0], places[-1]):
        for text, node in _steps(ledger, lambda tx, place=place: LISTS[name](tx, *place)):  # type: ignore[misc]
            read = node["Actual Rows"] + node.get("Rows Removed by Filter", 0)
            # A count may take all rows of its own where those are about as many as it would count.
            most = ROWS if "count(" in text.lower() else SHOWN + 2
            assert read <= most, (name, place, node["Node Type"], node.get("Index Name"), read, text)
            assert node.get("Rows Removed by Filter", 0) <= 1, (name, place, node, text)
            pages = _pages(node) - sum(map(_pages, node.get("Plans", ())))  # of a row: in the index and in the table
            assert pages <= node["Actual Loops"] * (node["Actual Rows"] * 2 + 4), (name, place, node, text)


@pytest.mark.parametrize("descending", [False, True])
def test_pages_of_one_direction_after_another_are_the_whole_list(
    crowded: tuple[Ledger, list[tuple[int, int]]], descending: bool
) -> None:
    ledger, places = crowded
    node, connection = places[1]
    for over in (None, connection):
        found: list[int] = []
        after: str | None = ""
        while after is not None:
            page = ledger.read(
                lambda tx, after=after, over=over: queue.list_queue(  # type: ignore[misc]
                    tx, node, "outgoing", connection_id=over, descending=descending, after=after, limit=400
                )
            )
            found += [item.event.id for item in page.items]
            after = page.after
        everything = ledger.read(lambda tx: tx.sql("SELECT id FROM event WHERE node_id = ? ORDER BY id", node))
        assert found == [row[0] for row in everything][:: -1 if descending else 1]


def _steps(ledger: Ledger, ask: Callable[[Tx], Any]) -> list[tuple[str, dict[str, Any]]]:
    """Every step of every question that reads a table, with what it did."""
    asked: list[tuple[str, Any]] = []

    def work(tx: Tx) -> list[tuple[str, dict[str, Any]]]:
        for way in ("execute_sql", "hot"):
            run = getattr(tx.db, way)

            def noted(text: str, values: Any = (), run: Any = run) -> Any:
                asked.append((text.replace("?", "%s"), values))
                return run(text, values)

            setattr(tx.db, way, noted)
        try:
            ask(tx)
        finally:
            for way in ("execute_sql", "hot"):
                delattr(tx.db, way)
        found = []
        for text, values in list(asked):
            plan = tx.db.execute_sql(f"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {text}", values).fetchone()[0]
            plan = json.loads(plan) if isinstance(plan, str) else plan
            found += [(text, step) for step in _walk(plan[0]["Plan"])]
        return found

    found = ledger.store.read(work)
    assert asked
    assert found
    return found


def _pages(node: dict[str, Any]) -> int:
    return int(node["Shared Hit Blocks"] + node["Shared Read Blocks"])


def _walk(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    if "Relation Name" in node:
        yield node
    for below in node.get("Plans", ()):
        yield from _walk(below)
