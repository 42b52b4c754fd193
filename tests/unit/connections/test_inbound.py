"""What a partner's messages do to the connection, and what the audit log says of them."""

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest

from addon.connections import inbound, keys
from addon.connections.models import Message
from addon.nodes.services import Services
from addon.storage import audit, connections, nodes
from addon.storage.connections import Connection
from addon.storage.database import Ledger
from addon.storage.keys import Keys, new_key

NODE = 1
OLD = keys.public_key_of(keys.new_private_key())


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    ledger = Ledger.open("", data_dir=tmp_path, keys=Keys([new_key()]), settle_ms=0)
    ledger.write(lambda tx: nodes.install(tx, kind="jira", instance_id="one", base_url="https://x.example"))
    yield cast(Services, SimpleNamespace(ledger=ledger, now=lambda: 1_790_000_000_000))
    ledger.close()


@pytest.fixture
def connection(services: Services) -> Connection:
    return services.ledger.write(
        lambda tx: connections.create(
            tx, NODE, side_id="us", mode="basic", name="To them", local_name="A", remote_name="B", status="active",
            partner_side_id="them", partner_confirmed=True, partner_key=OLD,
        )
    )  # fmt: skip


def after(services: Services, connection: Connection, message: Message) -> tuple[str, list[str]]:
    """The partner's key, and what was written down, once this message has come."""
    assert inbound.take_in(services, connection, [message]) == [message.id]
    known = services.ledger.read(lambda tx: connections.get(tx, NODE, connection.id))
    done = services.ledger.read(lambda tx: audit.list_page(tx, NODE, connection_id=connection.id)).items
    return known.partner_key, [one.action for one in done]


def rotation(private: str, key: str, of: bytes = b"themus") -> Message:
    proof = keys.encode(keys.load_private(private).sign(keys.decode(key) + of))
    return Message(id="m1", kind="rotate_key", body={"key": key, "proof": proof})


def test_a_partner_that_proves_its_new_key_is_known_by_it(services: Services, connection: Connection) -> None:
    private = keys.new_private_key()
    new = keys.public_key_of(private)
    assert after(services, connection, rotation(private, new)) == (new, ["partner_rotate_key"])


@pytest.mark.parametrize("of", [b"usthem", b"them", b""])
def test_a_proof_for_other_sides_is_written_down_as_refused(
    services: Services, connection: Connection, of: bytes
) -> None:
    private = keys.new_private_key()
    message = rotation(private, keys.public_key_of(private), of)
    assert after(services, connection, message) == (OLD, ["partner_key_refused"])


def test_a_key_whose_private_half_the_partner_does_not_hold_is_refused(
    services: Services, connection: Connection
) -> None:
    message = rotation(keys.new_private_key(), keys.public_key_of(keys.new_private_key()))
    assert after(services, connection, message) == (OLD, ["partner_key_refused"])


def test_a_kind_that_nobody_knows_changes_nothing_and_is_no_action(services: Services, connection: Connection) -> None:
    assert after(services, connection, Message(id="m1", kind="wonder", body={"on": False})) == (OLD, [])
