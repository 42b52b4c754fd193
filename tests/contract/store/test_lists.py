"""Long lists: what a filter finds, and that counting and filtering read indexes instead of rows."""

from collections.abc import Callable
from typing import Any

import pytest

from addon.storage import Ledger, Tx, conflicts, connection_lists, errors, overview, queue, timeline, twins
from addon.storage.queue import Claim
from tests.contract.store.places import make_connection, make_node

SQLITE = pytest.mark.parametrize("store", ["sqlite"], indirect=True)


def fill_line(ledger: Ledger, node: int, direction: Any, key: str, count: int, **more: Any) -> None:
    def work(tx: Tx) -> None:
        for _ in range(count):
            queue.append(tx, node, direction, key, "changed", delay_ms=0, **more)

    ledger.write(work)


def park(ledger: Ledger, key: str) -> None:
    """The first event of a line fails; what else was claimed is given back."""

    def work(tx: Tx) -> None:
        found: list[Claim] = queue.claim(tx, 100)
        for taken in found:
            if taken.entity_key == key:
                queue.fail(tx, taken, "script", "It failed.")
            else:
                queue.release(tx, taken, tx.now)

    ledger.write(work)


def listed(ledger: Ledger, node: int, which: queue.ListName, entity: str, **more: Any) -> list[int]:
    """Ids of a list, page by page."""
    found: list[int] = []
    after: str | None = ""
    while after is not None:
        page = ledger.read(
            lambda tx, after=after: queue.list_queue(tx, node, which, entity=entity, after=after, limit=2, **more)
        )
        found += [item.event.id for item in page.items]
        assert page.total >= len(page.items)
        after = page.after
    return found


class TestOneEntityOfTheQueue:
    def test_is_found_by_its_label_its_id_and_the_partners_id_with_what_is_parked(self, ledger: Ledger) -> None:
        node = make_node(ledger).id
        connection = make_connection(ledger, node).id
        fill_line(ledger, node, "in", "their-7", 3, connection_id=connection, local_entity="10", label="SUP-1")
        fill_line(ledger, node, "in", "their-8", 2, connection_id=connection, local_entity="11", label="SUP-2")
        park(ledger, "their-7")
        for name in ("SUP-1", "10", "their-7"):
            found = listed(ledger, node, "incoming", name)
            assert len(found) == 3
            assert found == sorted(found)
            assert listed(ledger, node, "incoming", name, descending=True) == found[::-1]
            assert listed(ledger, node, "incoming", name, connection_id=connection) == found
            assert listed(ledger, node, "incoming", name, connection_id=connection + 1) == []
            assert listed(ledger, node, "outgoing", name) == []
        states = {
            item.event.state
            for item in ledger.read(lambda tx: queue.list_queue(tx, node, "incoming", entity="SUP-1")).items
        }
        assert states == {"error", "pending"}

    def test_is_found_before_it_was_routed_and_not_among_other_tenants(self, ledger: Ledger) -> None:
        node, other = make_node(ledger).id, make_node(ledger, "other").id
        for one in (node, other):
            fill_line(ledger, one, "ingress", "10", 2, label="SUP-1")
        for name in ("SUP-1", "10"):
            page = ledger.read(lambda tx, name=name: queue.list_queue(tx, node, "outgoing", entity=name))
            assert page.total == 2
            assert {item.event.node_id for item in page.items} == {node}
        assert ledger.read(lambda tx: queue.list_queue(tx, node, "outgoing", entity="")).total == 2
        assert ledger.read(lambda tx: queue.list_queue(tx, node, "outgoing", entity="SUP-9")).total == 0


LISTS: dict[str, Callable[[Tx], object]] = {
    "connections": lambda tx: connection_lists.list_page(tx, 1),
    "connections of a status": lambda tx: connection_lists.list_page(tx, 1, status="active"),
    "connections searched": lambda tx: connection_lists.list_page(tx, 1, search="x"),
    "connections of a status searched": lambda tx: connection_lists.list_page(tx, 1, search="x", status="ended"),
    "pairs beside connections": lambda tx: overview.pairs(tx, 1, [1, 2]),
    "pairs of a tenant": lambda tx: overview.pairs_of_node(tx, 1),
    "changes beside connections": lambda tx: overview.waiting(tx, 1, [1, 2]),
    "pairs": lambda tx: twins.list_page(tx, 1, 1),
    "pairs looked up": lambda tx: twins.look_up(tx, 1, "SUP-1"),
    "errors": lambda tx: errors.list_page(tx, 1),
    "errors of a connection": lambda tx: errors.list_page(tx, 1, connection_id=1),
    "queue": lambda tx: queue.list_queue(tx, 1, "outgoing"),
    "queue of a connection": lambda tx: queue.list_queue(tx, 1, "incoming", connection_id=1),
    "queue of an entity": lambda tx: queue.list_queue(tx, 1, "incoming", entity="SUP-1"),
    "queue's counts": lambda tx: queue.queue_counts(tx, 1),
    "conflicts": lambda tx: conflicts.list_page(tx, 1),
    "conflicts of a connection": lambda tx: conflicts.list_page(tx, 1, connection_id=1),
    "timeline": lambda tx: timeline.of_entity(tx, 1, "10", connection_id=1, without=("why_not",)),
}


BESIDE: dict[str, Callable[[Tx], object]] = {
    "names": lambda tx: overview.names(tx, 1, [1, 2]),
    "pairs of connections": lambda tx: overview.pairs(tx, 1, [1, 2]),
    "changes that come from a partner": lambda tx: overview.incoming(tx, 1, [1, 2]),
    "changes behind": lambda tx: overview.behind(tx, 1, [1, 2]),
    "heads of lines": lambda tx: overview.heads(tx, 1, [1, 2]),
    "some pairs": lambda tx: twins.several(tx, 1, [1, 2]),
    "pairs of one entity": lambda tx: twins.of_entity(tx, 1, "10"),
    "pairs of some entities": lambda tx: twins.of_entities(tx, 1, ["10", "11"]),
    "pairs of one of some entities": lambda tx: twins.of_entities(tx, 1, ["10"]),
}


def plans_of(ledger: Ledger, ask: Callable[[Tx], object]) -> list[tuple[str, str]]:
    """Each statement that is asked, with a step of its plan."""
    asked: list[tuple[str, Any]] = []

    def work(tx: Tx) -> list[tuple[str, str]]:
        ways = ("execute_sql", "rows")
        for way in ways:
            run = getattr(tx.db, way)

            def noted(text: str, values: Any = (), run: Any = run) -> Any:
                asked.append((text, values))
                return run(text, values)

            setattr(tx.db, way, noted)
        try:
            ask(tx)
        finally:
            for way in ways:
                delattr(tx.db, way)
        connection = tx.db.connection
        return [
            (text, str(row[3]))
            for text, values in asked
            for row in connection.execute(f"EXPLAIN QUERY PLAN {text}", values)
        ]

    found = ledger.read(work)
    assert asked
    return found


@SQLITE
@pytest.mark.parametrize("name", BESIDE)
def test_what_stands_beside_rows_is_found_by_key_and_not_along_the_tenants_rows(ledger: Ledger, name: str) -> None:
    steps = [step for _, step in plans_of(ledger, BESIDE[name])]
    assert [step for step in steps if step.endswith("(node_id=?)")] == []


@SQLITE
@pytest.mark.parametrize("name", LISTS)
def test_a_list_sorts_nothing_and_counts_and_filters_by_indexes_alone(ledger: Ledger, name: str) -> None:
    steps = [
        # The rows that are shown are read from the table, those counted are not.
        f"counted: {step}" if "count(" in text.lower() and "USING INDEX" in step else step
        for text, step in plans_of(ledger, LISTS[name])
    ]
    tables = ("twin", "event", "error", "stream", "connection", "conflict", "timeline", "t1")
    bad = [
        step
        for step in steps
        if step.startswith(("counted: ", "USE TEMP B-TREE FOR ORDER BY"))
        or (step.startswith("SCAN") and step.removeprefix("SCAN ").split(" ")[0] in tables)
    ]
    if name == "queue of an entity":
        bad = [step for step in bad if " e " not in step and " r " not in step and "ORDER BY" not in step]
    assert bad == []
