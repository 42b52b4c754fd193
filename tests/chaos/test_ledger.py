"""What a seed's databases must not hold is found there: rows planted in a real ledger, asked as a seed asks."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from addon.storage import Keys, Ledger, new_key, tables
from addon.storage.database import sqlite_path
from addon.storage.transaction import Tx
from tests.chaos import ledger as judge
from tests.chaos.people import People
from tests.chaos.test_verdict import End

Plant = Callable[[Tx], object]


class Stored:
    """A ledger with the pairs of `End`, written down as they have to be."""

    def __init__(self, folder: Path) -> None:
        self.end = End.well()
        self.file = sqlite_path("", folder)
        self.ledger = Ledger.open(data_dir=folder, keys=Keys([new_key()]))
        self.ledger.write(self._well)

    @property
    def people(self) -> People:
        return self.end.people

    def ask(self, statement: str) -> list[tuple[Any, ...]]:
        with closing(sqlite3.connect(self.file)) as file:
            return file.execute(statement).fetchall()

    def found(self) -> list[str]:
        return [
            *judge.busy(self.ask),
            *judge.left_over(self.ask, self.people),
            *judge.unexplained(self.ask, self.people),
            *judge.leaked(self.ask, self.people),
        ]

    def _well(self, tx: Tx) -> None:
        for number, kind in ((1, "jira"), (2, "azuredevops")):
            tx.insert(
                tables.Node,
                id=number,
                kind=kind,
                instance_id=kind,
                slug=kind,
                base_url="",
                installed_at=1,
                evaluation_from=1,
                created_at=1,
                updated_at=1,
            )
        for issue, item, state in (
            ("1001", "1", "linked"),
            ("1002", "2", "linked"),
            ("1003", "3", "gone"),
            ("1004", "4", "gone"),
        ):
            for node, local, remote in ((1, issue, item), (2, item, issue)):
                ended = "remote_deleted" if node == 1 else "local_deleted"
                twin(tx, node, local, remote, state if state == "linked" else ended)
        error(tx, "1003", "not_found", "Work item 3 does not exist.")


@pytest.fixture
def stored(tmp_path: Path) -> Iterator[Stored]:
    made = Stored(tmp_path)
    yield made
    made.ledger.close()


def twin(tx: Tx, node: int, local: str, remote: str, state: str) -> int:
    return tx.insert(
        tables.Twin,
        node_id=node,
        connection_id=node,
        local_id=local,
        local_key=local,
        remote_id=remote,
        state=state,
        created_at=1,
        updated_at=1,
    )


def error(tx: Tx, entity: str, reason: str, message: str, **values: Any) -> int:
    return tx.insert(
        tables.Error,
        node_id=1,
        impact="entity",
        entity_id=entity,
        reason=reason,
        message=message,
        created_at=1,
        **values,
    )


def line(tx: Tx, **values: Any) -> int:
    known = {"direction": "in", "entity_key": "1", "due_at": None, "created_at": 1, "updated_at": 1}
    return tx.insert(tables.Stream, node_id=1, **known | values)


def event(tx: Tx, stream: int, state: str, kind: str = "replica", **values: Any) -> int:
    return tx.insert(
        tables.Event, stream_id=stream, node_id=1, direction="in", kind=kind, state=state, created_at=1, **values
    )


def effect(tx: Tx, of: int, state: str) -> int:
    return tx.insert(
        tables.Effect,
        node_id=1,
        connection_id=1,
        event_id=of,
        ordinal=1,
        key=f"key {of}",
        kind="update",
        entity_id="1001",
        state=state,
        planned_at=1,
    )


def parked(tx: Tx) -> None:
    """A line that waits for a person, with a plan that was begun: as it may be when its entity was deleted."""
    number = error(tx, "1004", "not_found", "It is gone.", resolution="")
    stream = line(tx, entity_key="4", blocked_by=number)
    of = event(tx, stream, "error")
    tx.change("UPDATE error SET stream_id = ?, event_id = ? WHERE id = ?", stream, of, number)
    effect(tx, of, "planned")


PLANTS: dict[str, tuple[Plant, str]] = {
    "work that is due": (lambda tx: line(tx, due_at=5), "jira in 1: attempt 0, due"),
    "work that somebody holds": (lambda tx: line(tx, owner="x", lease_until=2**50), "jira in 1: attempt 0, due"),
    "work nobody would wake": (lambda tx: event(tx, line(tx), "pending"), "jira in 1: replica sleeps"),
    "a lease of the dead": (
        lambda tx: line(tx, owner="x", lease_until=1),
        "the lease of stream 1, in, ended long ago",
    ),
    "a schedule of the dead": (
        lambda tx: tx.insert(
            tables.Schedule, node_id=1, kind="poll", every_ms=5, next_at=None, owner="x", lease_until=1
        ),
        "the lease of schedule 1, poll, ended long ago",
    ),
    "a call never made": (
        lambda tx: effect(tx, event(tx, line(tx), "done"), "planned"),
        "jira 1001: update is planned, its event done",
    ),
    "a call whose event is gone": (
        lambda tx: effect(tx, 99, "started"),
        "jira 1001: update is started, its event None",
    ),
    "a failure without an error": (
        lambda tx: event(tx, line(tx), "error"),
        "event 1, in replica, failed and nobody is told",
    ),
    "a pair written down nowhere": (
        lambda tx: tx.change("DELETE FROM twin WHERE local_id = '1001'"),
        "c1: 1001 is paired with [], and not with 1",
    ),
    "a pair with another": (
        lambda tx: tx.change("UPDATE twin SET remote_id = '9' WHERE local_id = '2'"),
        "c2: 2 is paired with [('9', 'linked')], and not with 1002",
    ),
    "a pair believed to be deleted": (
        lambda tx: tx.change("UPDATE twin SET state = 'remote_deleted' WHERE local_id = '1001'"),
        "c1: 1001 is paired with [('1', 'remote_deleted')]",
    ),
    "a deletion that this side does not know of": (
        lambda tx: tx.change("UPDATE twin SET state = 'linked' WHERE local_id = '1003'"),
        "jira 1003 - 3: one of them was deleted, and the pair is linked",
    ),
    "a link still waited for": (
        lambda tx: tx.insert(
            tables.DeferredLink,
            node_id=1,
            connection_id=1,
            local_id="1001",
            kind="related",
            remote_id="2",
            created_at=1,
        ),
        "1001: the related 2 is still waited for",
    ),
    "a frozen field": (
        lambda tx: tx.insert(tables.Baseline, node_id=1, twin_id=1, field="summary", frozen_until=5, updated_at=1),
        "1001: summary went to and fro and is frozen",
    ),
    "an error nobody gave reason for": (
        lambda tx: error(tx, "1001", "not_found", "It is gone."),
        "error of 1001 , not_found: It is gone. (open)",
    ),
    "a bug that was retried": (
        lambda tx: error(tx, "1003", "internal_error", "Unknown.", resolved_at=5, resolution="retried"),
        "error of 1003 , internal_error: Unknown. (retried)",
    ),
    "an error without words": (lambda tx: error(tx, "1003", "not_found", ""), "error of 1003 , not_found:  (open)"),
    "an internal comment in a message": (
        lambda tx: event(tx, line(tx), "done", body={"replica": {"comments": ["whisper1"]}}),
        "internal comment whisper1 is in event",
    ),
    "an internal comment in what was sent": (
        lambda tx: tx.insert(
            tables.Replica, node_id=1, twin_id=1, way="sent", body={"text": "a whisper1"}, hash="", stored_at=1
        ),
        "internal comment whisper1 is in replica",
    ),
}


def test_a_ledger_as_it_has_to_be_is_found_right(stored: Stored) -> None:
    stored.ledger.write(parked)
    assert stored.found() == []
    assert judge.parked(stored.ask) == ["jira in 4: parked, not_found"]


@pytest.mark.parametrize("name", PLANTS)
def test_a_planted_row_is_named(stored: Stored, name: str) -> None:
    plant, words = PLANTS[name]
    stored.ledger.write(plant)
    found = stored.found()
    assert any(words in one for one in found), found


def test_messages_are_counted_for_each_entity_but_for_rules_that_run_again(stored: Stored) -> None:
    def plant(tx: Tx) -> None:
        stream = line(tx, local_entity="1001")
        for origin in ("partner", "partner", "rules"):
            event(tx, stream, "done", origin=origin)
        event(tx, stream, "done", kind="result")
        event(tx, line(tx, entity_key="77"), "done")

    stored.ledger.write(plant)
    assert judge.messages(stored.ask) == {"1001": 2, "77": 1}


def test_fields_are_noted_of_which_the_timeline_tells_a_conflict(stored: Stored) -> None:
    def plant(tx: Tx) -> None:
        for step, name in (("conflict", "summary"), ("merged", "description"), ("sent", "labels")):
            tx.insert(tables.Timeline, node_id=1, entity_id="1001", step=step, text="Both.", data={"field": name}, at=1)

    stored.ledger.write(plant)
    assert judge.noted(stored.ask) == {"1001": {"summary", "description"}}
