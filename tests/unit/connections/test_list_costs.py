"""A list asks the store as often for ten rows as for hundreds, and never for more than a page."""

from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from addon.connections import connection, entity_status, triggers, waiting
from addon.nodes.entitlement import LicensePolicy
from addon.nodes.services import Services
from addon.nodes.sessions import Caller
from addon.storage import Keys, Ledger, connections, errors, hooks, new_key, nodes, queue, timeline, twins
from addon.storage import triggers as trigger_rows
from addon.storage.transaction import Tx
from addon.sync import panel, problems

FEW, MANY = 10, 240


class Counted:
    """A tenant with lists of a length, and how many statements a question takes."""

    def __init__(self, folder: Path) -> None:
        self.ledger = Ledger.open("", data_dir=folder, keys=Keys([new_key()]))
        self.node, _ = self.ledger.write(
            lambda tx: nodes.install(tx, kind="azuredevops", instance_id="one", base_url="https://one.example")
        )
        self.services = cast(
            Services,
            SimpleNamespace(
                ledger=self.ledger, now=lambda: 1_790_000_000_000, licensing=LicensePolicy("open", 0), trackers=None
            ),
        )
        self.rows = 0

    def fill(self, total: int) -> None:
        """Lengthen every list to so many rows."""
        for start in range(self.rows, total, 40):
            self.ledger.write(lambda tx, start=start: self._rows(tx, start, min(start + 40, total)))  # type: ignore[misc]
        self.rows = max(self.rows, total)

    def _rows(self, tx: Tx, start: int, end: int) -> None:
        node_id = self.node.id
        for number in range(start, end):
            made = connections.create(
                tx, node_id, side_id=f"s{number}", mode="script", name=f"Connection {number:04d}", local_name="A",
                remote_name="B", status="active", partner_side_id=f"p{number}", partner_confirmed=True,
            )  # fmt: skip
            local = f"{number}"
            twins.create(tx, node_id, made.id, local_id=local, local_key=f"K-{number}", remote_key=f"R-{number}")
            twins.create(tx, node_id, made.id, local_id="same", local_key="K-same", remote_key=f"S-{number}")
            trigger_rows.create(tx, node_id, made.id, query="x")
            queue.append(tx, node_id, "out", local, "start", {}, connection_id=made.id, local_entity=local)
            hooks.need(tx, node_id, f"project {number}", made.id, "incoming")
            hook = hooks.want(tx, node_id, f"project {number}", "workitem.updated")
            hooks.update(tx, node_id, hook.id, status="failed", problem="No permission.")
            errors.report(tx, node_id, impact="entity", reason="r", message="m", entity_id=local, connection_id=made.id)
            timeline.note(tx, node_id, "same", "sent", "Sent.", connection_id=made.id, event_id=number + 1)

    def cost(self, ask: Callable[[Any], object], monkeypatch: pytest.MonkeyPatch) -> int:
        """How many statements a question takes."""
        asked: list[str] = []
        real = Tx._ran

        def counting(tx: Tx, run: Any, text: str, values: Any) -> Any:
            asked.append(text)
            return real(tx, run, text, values)

        with monkeypatch.context() as patch:
            patch.setattr(Tx, "_ran", counting)
            ask(self.services)
        return len(asked)


@pytest.fixture(scope="module")
def counted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Counted]:
    made = Counted(tmp_path_factory.mktemp("lists"))
    yield made
    made.ledger.close()


def asks(node_id: int) -> dict[str, Callable[[Any], object]]:
    return {
        "connections": lambda services: connection.page(services, node_id),
        "triggers": lambda services: triggers.page(services, node_id),
        "queue": lambda services: waiting.page(services, node_id, "outgoing"),
        "connections from the end": lambda services: connection.page(services, node_id, descending=True),
        "queue, newest first": lambda services: waiting.page(services, node_id, "outgoing", descending=True),
        "errors, oldest first": lambda services: problems.error_page(services, node_id, ascending=True),
        "choices": lambda services: connection.choices(services, node_id),
        "errors": lambda services: problems.error_page(services, node_id),
        "panel": lambda services: panel.panel(
            services, Caller(node_id, "azuredevops", "u", "", 0), "same", lambda: True
        ),
        "panel of nothing": lambda services: panel.panel(
            services, Caller(node_id, "azuredevops", "u", "", 0), "none", lambda: True
        ),
        "timeline": lambda services: entity_status.look_up(services, node_id, "same"),
    }


def test_a_list_costs_the_same_with_ten_rows_and_with_many(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    counted = Counted(tmp_path)
    every = asks(counted.node.id)
    counted.fill(FEW)
    few = {name: counted.cost(ask, monkeypatch) for name, ask in every.items()}
    counted.fill(MANY)
    many = {name: counted.cost(ask, monkeypatch) for name, ask in every.items()}
    assert many == few
    assert max(many.values()) <= 20
    counted.ledger.close()


def test_no_list_gives_more_than_its_page(counted: Counted) -> None:
    counted.fill(MANY)
    node_id, services = counted.node.id, counted.services
    assert len(connection.page(services, node_id).rows) == 50
    assert len(triggers.page(services, node_id).rows) == 50
    assert len(waiting.page(services, node_id, "outgoing").rows) == 50


def test_every_row_of_a_paged_list_is_seen_once(counted: Counted) -> None:
    counted.fill(MANY)
    node_id, services = counted.node.id, counted.services
    seen: list[int] = []
    after = ""
    while True:
        found = triggers.page(services, node_id, after=after)
        seen += [row.id for row in found.rows]
        if found.more_after is None:
            break
        after = found.more_after
    assert len(seen) == len(set(seen)) == MANY
    assert triggers.page(services, node_id, after="no place").rows[0].id == seen[0]


def test_the_panel_lists_pairs_first_and_no_more_than_some_of_the_others(counted: Counted) -> None:
    counted.fill(MANY)
    caller = Caller(counted.node.id, "azuredevops", "u", "", 0)
    found = panel.panel(counted.services, caller, "200", lambda: True)
    assert (len(found.rows), found.rows[0].connection_name, found.more) == (1 + panel.OTHERS, "Connection 0200", True)
    assert [row.state for row in found.rows[1:]] == ["not_synced"] * panel.OTHERS


def test_a_list_in_the_other_order_is_its_reverse_page_by_page(counted: Counted) -> None:
    counted.fill(MANY)
    node_id, services = counted.node.id, counted.services
    lists: dict[str, Callable[[bool, str], Any]] = {
        "connections": lambda other, after: connection.page(services, node_id, descending=other, after=after),
        "queue": lambda other, after: waiting.page(services, node_id, "outgoing", descending=other, after=after),
        "errors": lambda other, after: problems.error_page(services, node_id, ascending=other, after=after),
    }
    for name, ask in lists.items():
        usual, other = walked(ask, other=False), walked(ask, other=True)
        assert len(usual) >= MANY, name
        assert other == usual[::-1], name


def walked(ask: Callable[[bool, str], Any], *, other: bool) -> list[int]:
    """The numbers of all rows, page by page."""
    seen: list[int] = []
    after = ""
    while True:
        found = ask(other, after)
        seen += [row.id for row in found.rows]
        if found.more_after is None:
            return seen
        after = found.more_after


def test_neither_order_is_sorted_by_itself(counted: Counted, monkeypatch: pytest.MonkeyPatch) -> None:
    """SQLite's own plans: each order of a list runs along an index, so that its length does not matter."""
    counted.fill(FEW)
    seen: list[tuple[str, str]] = []
    real = Tx._ran

    def explaining(tx: Tx, run: Any, text: str, values: Any) -> Any:
        if "ORDER BY" in text and "LIMIT" in text:  # not the few rows of a page that are read by their keys
            found = tx.db.execute_sql(f"EXPLAIN QUERY PLAN {text}", values).fetchall()
            seen.extend((text, str(row[3])) for row in found)
        return real(tx, run, text, values)

    monkeypatch.setattr(Tx, "_ran", explaining)
    every = asks(counted.node.id)
    for name in ("connections", "connections from the end", "queue", "queue, newest first", "errors, oldest first"):
        every[name](counted.services)
    assert len(seen) >= 5
    assert [text for text, plan in seen if "TEMP B-TREE" in plan] == []


def test_a_row_says_what_is_broken_and_how_much_waits(counted: Counted) -> None:
    counted.fill(FEW)
    row = connection.page(counted.services, counted.node.id).rows[0]
    assert (row.health, row.action, row.reason) == ("degraded", "repair", "No permission.")
    assert row.pairs == 2
    assert connection.detail(counted.services, counted.node.id, row.id).queued == 1


def test_no_question_of_a_list_walks_through_a_table(counted: Counted, monkeypatch: pytest.MonkeyPatch) -> None:
    """SQLite's own plans: no scan of a table, and no walk along an index that only the tenant narrows."""
    counted.fill(MANY)
    seen: list[tuple[str, str]] = []
    real = Tx._ran

    def explaining(tx: Tx, run: Any, text: str, values: Any) -> Any:
        found = tx.db.execute_sql(f"EXPLAIN QUERY PLAN {text}", values).fetchall()
        seen.extend((text, str(row[3])) for row in found)
        return real(tx, run, text, values)

    monkeypatch.setattr(Tx, "_ran", explaining)
    for ask in asks(counted.node.id).values():
        ask(counted.services)
    tables = ("connection", "twin", "event", "stream", "trigger", "error", "timeline", "replica", "trace", "t1")
    scans = [plan for _, plan in seen if plan.startswith("SCAN ") and plan.split()[1] in tables]
    assert scans == []
    pairs = [plan for text, plan in seen if '"twin"' in text and "INDEX" in plan and "COVERING" not in plan]
    assert pairs != [] and [plan for plan in pairs if plan.endswith("(node_id=?)")] == []


def test_the_chosen_connection_is_among_the_choices_however_many_there_are(counted: Counted) -> None:
    counted.fill(MANY)
    node_id, services = counted.node.id, counted.services
    few = connection.choices(services, node_id, limit=5)
    last = connection.page(services, node_id, descending=True).rows[0]
    assert len(few) == 5 and last.id not in few
    assert connection.choices(services, node_id, last.id, limit=5) == {**few, last.id: last.name}
    assert connection.choices(services, node_id, limit=5, search=last.name) == {last.id: last.name}
