"""How far a newcomer is, and that the card ends when an entity has crossed, and not before."""

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from addon.connections import getting_started
from addon.nodes.services import Services
from addon.storage import Keys, Ledger, connections, jobs, new_key, nodes, rules, triggers, twins
from addon.storage.connections import Connection
from addon.storage.transaction import Tx

Change = Callable[[Tx, int, Connection], Any]


@pytest.fixture
def newcomer(tmp_path: Path) -> Any:
    ledger = Ledger.open("", data_dir=tmp_path, keys=Keys([new_key()]))
    node, _ = ledger.write(lambda tx: nodes.install(tx, kind="jira", instance_id="one", base_url="https://one.example"))
    yield SimpleNamespace(ledger=ledger, node_id=node.id)
    ledger.close()


def connect(newcomer: Any, mode: str = "script") -> Connection:
    made: Connection = newcomer.ledger.write(
        lambda tx: connections.create(
            tx, newcomer.node_id, side_id="s", mode=mode, name="One", local_name="A", remote_name="B", status="active"
        )
    )
    version(newcomer, made, "as made")
    return made


def version(newcomer: Any, made: Connection, text: str) -> None:
    texts = {"outgoing": text, "incoming": text}
    newcomer.ledger.write(
        lambda tx: rules.save(tx, newcomer.node_id, made.id, **texts, author="Dana", message="")  # type: ignore[arg-type]
    )


def step(newcomer: Any) -> int:
    return getting_started.step(cast(Services, SimpleNamespace(ledger=newcomer.ledger)), newcomer.node_id)


def test_each_step_follows_the_one_before(newcomer: Any) -> None:
    assert step(newcomer) == getting_started.CONNECT
    made = connect(newcomer)
    assert step(newcomer) == getting_started.ADAPT
    version(newcomer, made, "changed")
    assert step(newcomer) == getting_started.TEST
    newcomer.ledger.write(lambda tx: jobs.start(tx, newcomer.node_id, "preview", connection_id=made.id))
    assert step(newcomer) == getting_started.AUTOMATE


def test_rules_that_cannot_be_edited_need_no_adapting(newcomer: Any) -> None:
    connect(newcomer, "basic")
    assert step(newcomer) == getting_started.TEST


def test_with_a_trigger_only_the_first_entity_is_missing(newcomer: Any) -> None:
    made = connect(newcomer)
    newcomer.ledger.write(lambda tx: triggers.create(tx, newcomer.node_id, made.id, query="project = SUP"))
    assert step(newcomer) == getting_started.AUTOMATE


def test_what_was_sent_and_has_not_arrived_has_not_crossed(newcomer: Any) -> None:
    made = connect(newcomer)
    newcomer.ledger.write(lambda tx: twins.create(tx, newcomer.node_id, made.id, local_id="1", local_key="SUP-1"))
    assert step(newcomer) == getting_started.ADAPT


def test_what_has_crossed_stays_so_when_its_pair_ends_and_its_connection_is_removed(newcomer: Any) -> None:
    made = connect(newcomer)
    twin = newcomer.ledger.write(
        lambda tx: twins.create(tx, newcomer.node_id, made.id, local_id="1", local_key="SUP-1", acknowledged=True)
    )
    assert step(newcomer) == 0
    newcomer.ledger.write(lambda tx: twins.end(tx, newcomer.node_id, twin.id))
    assert step(newcomer) == 0

    def erase(tx: Tx) -> None:
        getting_started.remember(tx, newcomer.node_id)
        tx.change("DELETE FROM twin")

    newcomer.ledger.write(erase)
    assert step(newcomer) == 0
