"""Whose token it is: one statement, never out of date, on every store."""

import pytest

from addon.storage import Ledger, SecretMismatch, Tx, nodes, secrets, signers
from addon.storage.direct import Direct
from addon.storage.postgres_connections import Connection
from addon.storage.signers import PREVIOUS, Signer
from tests.contract.store.conftest import Clock, Opener
from tests.contract.store.places import make_node

PURPOSE = "jira_shared_secret"


def put(ledger: Ledger, node_id: int, value: str, subject: str = "", expires_at: int | None = None) -> None:
    ledger.write(lambda tx: secrets.put(tx, node_id, PURPOSE, value, subject=subject, expires_at=expires_at))


def find(ledger: Ledger, name: str = "one") -> Signer | None:
    return ledger.glance(lambda tx: signers.find(tx, "jira", name, PURPOSE))


def test_a_site_is_known_by_its_secret_and_others_are_not(ledger: Ledger) -> None:
    node, other = make_node(ledger), make_node(ledger, "two")
    put(ledger, node.id, "mine")
    put(ledger, other.id, "theirs")
    assert find(ledger) == Signer(node.id, ("mine",))
    assert find(ledger, "two") == Signer(other.id, ("theirs",))
    assert find(ledger, "three") is None


def test_a_site_without_a_secret_signs_nothing(ledger: Ledger) -> None:
    node = make_node(ledger)
    ledger.write(lambda tx: secrets.put(tx, node.id, "another purpose", "x"))
    assert find(ledger) is None


def test_the_secret_before_counts_until_it_expires(ledger: Ledger, clock: Clock) -> None:
    node = make_node(ledger)
    put(ledger, node.id, "new")
    put(ledger, node.id, "old", PREVIOUS, clock.now + 1_000)
    assert find(ledger) == Signer(node.id, ("new", "old"))
    clock.advance(1_000)
    assert find(ledger) == Signer(node.id, ("new",))


def test_an_uninstalled_site_signs_nothing_even_while_its_secret_is_there(ledger: Ledger) -> None:
    node = make_node(ledger)
    put(ledger, node.id, "mine")
    ledger.write(lambda tx: nodes.uninstall(tx, node.id))
    assert find(ledger) is None


def test_a_secret_of_another_tenant_in_this_row_is_noticed(ledger: Ledger) -> None:
    node, other = make_node(ledger), make_node(ledger, "two")
    put(ledger, node.id, "mine")
    put(ledger, other.id, "theirs")
    ledger.write(
        lambda tx: tx.sql(
            "UPDATE secret SET token = (SELECT token FROM secret WHERE node_id = ?) WHERE node_id = ?",
            other.id,
            node.id,
        )
    )
    with pytest.raises(SecretMismatch):
        find(ledger)


def test_a_rotated_secret_counts_at_the_next_request_in_this_process_and_every_other(
    opener: Opener, store: str
) -> None:
    here = opener()
    there = here if store == "sqlite" else opener()
    node = make_node(here)
    for value in ("first", "second", "third"):
        put(here, node.id, value)
        assert find(here) == find(there) == Signer(node.id, (value,))
        assert here.signer("jira", "one", PURPOSE) == there.signer("jira", "one", PURPOSE) == Signer(node.id, (value,))


def test_an_uninstalled_site_is_unknown_at_the_next_request_in_this_process_and_every_other(
    opener: Opener, store: str
) -> None:
    here = opener()
    there = here if store == "sqlite" else opener()
    node = make_node(here)
    put(here, node.id, "mine")
    assert here.signer("jira", "one", PURPOSE) == there.signer("jira", "one", PURPOSE) == Signer(node.id, ("mine",))
    here.write(lambda tx: nodes.uninstall(tx, node.id))
    assert here.signer("jira", "one", PURPOSE) is there.signer("jira", "one", PURPOSE) is None


def test_a_site_that_came_back_is_not_known_by_its_secret_of_before_once_that_is_over(
    ledger: Ledger, clock: Clock
) -> None:
    node = make_node(ledger)
    put(ledger, node.id, "old")
    assert ledger.signer("jira", "one", PURPOSE) == Signer(node.id, ("old",))
    put(ledger, node.id, "old", PREVIOUS, clock.now + 1_000)
    put(ledger, node.id, "new")
    assert ledger.signer("jira", "one", PURPOSE) == Signer(node.id, ("new", "old"))
    clock.advance(1_000)
    assert ledger.signer("jira", "one", PURPOSE) == Signer(node.id, ("new",))


def test_it_costs_one_statement_and_no_transaction(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    node = make_node(ledger)
    put(ledger, node.id, "mine")
    put(ledger, node.id, "old", PREVIOUS, 2**50)
    find(ledger)  # a connection's first statements prepare it
    said: list[str] = []
    original = Direct.execute_sql
    monkeypatch.setattr(Direct, "execute_sql", lambda db, text, *more: said.append(text) or original(db, text, *more))
    hot = Connection.hot
    monkeypatch.setattr(Connection, "hot", lambda db, text, values: said.append(text) or hot(db, text, values))
    assert find(ledger)
    clock_asked = [text for text in said if "clock_timestamp" in text]
    assert len(said) - len(clock_asked) == 1
    assert not [text for text in said if "BEGIN" in text]


def test_a_glance_changes_nothing(ledger: Ledger) -> None:
    node = make_node(ledger)

    def sneaky(tx: Tx) -> None:
        tx.sql("UPDATE node SET status = 'disabled' WHERE id = ?", node.id)

    with pytest.raises(Exception, match=r"(?i)read"):
        ledger.glance(sneaky)
    assert ledger.read(lambda tx: nodes.get(tx, node.id)).status == "active"


def test_who_asks_at_the_same_moment_asks_once_and_each_gets_the_right_answer(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    node, other = make_node(ledger), make_node(ledger, "two")
    put(ledger, node.id, "mine")
    put(ledger, other.id, "theirs")
    asked = [("jira", name, PURPOSE) for name in ("one", "two", "three", "one", "two", "one")]
    said: list[str] = []
    original = Direct.execute_sql
    monkeypatch.setattr(Direct, "execute_sql", lambda db, text, *more: said.append(text) or original(db, text, *more))
    hot = Connection.hot
    monkeypatch.setattr(Connection, "hot", lambda db, text, values: said.append(text) or hot(db, text, values))
    found = ledger.glance(lambda tx: signers.find_all(tx, asked))
    mine, theirs = Signer(node.id, ("mine",)), Signer(other.id, ("theirs",))
    assert found == [mine, theirs, None, mine, theirs, mine]
    assert sum("FROM node" in text for text in said) == 3
