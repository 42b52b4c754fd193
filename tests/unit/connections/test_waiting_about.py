"""What a row of the queue is about is known from what is stored: titles, and files with what is here of them."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from addon.connections import waiting_about
from addon.connections.waiting_about import About, CarriedFile
from addon.storage import Keys, Ledger, connections, incoming_files, new_key, nodes, queue, twins
from addon.storage.transaction import Tx


class Store:
    """A tenant with one connection and one pair."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self.node = ledger.write(lambda tx: nodes.install(tx, kind="jira", instance_id="one", base_url="https://x.y"))[
            0
        ]
        self.connection = ledger.write(self._connect)
        self.pair = ledger.write(
            lambda tx: twins.create(
                tx, self.node.id, self.connection.id, local_id="11", local_key="SUP-1", remote_id="7", remote_key="7"
            )
        )

    def _connect(self, tx: Tx) -> connections.Connection:
        return connections.create(
            tx, self.node.id, side_id="s", mode="script", name="Acme", local_name="A", remote_name="B", status="active",
            partner_side_id="p", partner_confirmed=True,
        )  # fmt: skip

    def replica(self, way: Any, body: dict[str, Any]) -> None:
        self.ledger.write(
            lambda tx: twins.store_replica(tx, self.node.id, self.pair.id, way, body, "d", epoch=1, seq=1)
        )

    def about(self, direction: Any, body: Any, *, entity: str = "11", local: str | None = "11") -> About:
        def write(tx: Tx) -> About:
            made = queue.append(
                tx, self.node.id, direction, entity, "file", body, connection_id=self.connection.id, local_entity=local
            )  # fmt: skip
            assert made is not None
            return waiting_about.of_rows(tx, self.node.id, (queue.waiting(tx, self.node.id, made),))[made]

        return self.ledger.write(write)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    ledger = Ledger.open("", data_dir=tmp_path, keys=Keys([new_key()]))
    yield Store(ledger)
    ledger.close()


def test_a_pair_is_called_as_it_was_last_heard_of(store: Store) -> None:
    assert store.about("out", {}).title == ""
    store.replica("sent", {"replica": {"summary": "As it was sent"}})
    assert store.about("out", {}).title == "As it was sent"


def test_a_new_one_is_called_as_it_travels(store: Store) -> None:
    arriving = store.about("in", {"replica": {"summary": " Arriving "}}, entity="8", local=None)
    leaving = store.about(
        "send", {"kind": "replica", "body": {"replica": {"summary": "Leaving"}}}, entity="9", local=None
    )
    assert (arriving.title, leaving.title) == ("Arriving", "Leaving")


@pytest.mark.parametrize("odd", [None, [], "text", {"replica": "text"}, {"replica": {"summary": 5}}, {"file": []}])
def test_what_is_no_message_has_no_title(store: Store, odd: Any) -> None:
    assert store.about("in", odd, entity="8", local=None).title == ""


def test_a_file_that_arrives_in_pieces_says_what_is_here(store: Store) -> None:
    body = {"file": {"remote_id": "a-1", "filename": "drawing.png", "filesize": 1_000}}
    assert store.about("file_in", body, entity="7").file == CarriedFile("drawing.png", 1_000, None)

    def ask(tx: Tx) -> None:
        incoming_files.ask(
            tx, store.node.id, store.connection.id, message_id="m", entity_key="7", file_id="a-1", most=1_100
        )
        file = incoming_files.find(tx, store.node.id, store.connection.id, "7", "a-1")
        assert file is not None
        incoming_files.begin(tx, store.node.id, file, room=10_000, room_of_connection=10_000)
        incoming_files.add(tx, store.node.id, file, 0, b"x" * 600, last=False)

    store.ledger.write(ask)
    assert store.about("file_in", body, entity="7").file == CarriedFile("drawing.png", 1_000, 600)


def test_a_file_that_is_asked_for_is_named_as_it_was_offered(store: Store) -> None:
    body = {"of": "m", "file": {"id": "30001"}}
    assert store.about("file_out", body, local=None) == About("SUP-1", "11", "", None)
    store.replica(
        "sent", {"replica": {"summary": "Pump", "attachments": [{"id": 30001, "filename": "a.png", "filesize": 5}]}}
    )
    found = store.about("file_out", body, local=None)
    assert (found.key, found.title, found.file) == ("SUP-1", "Pump", CarriedFile("a.png", 5, None))
