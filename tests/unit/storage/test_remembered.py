"""A site's secrets are remembered on SQLite until something that they are made of changes, whoever changes it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from addon.storage import Keys, Ledger, Tx, erase, new_key, nodes, remembered, secrets
from addon.storage.direct import Direct
from addon.storage.nodes import Node
from addon.storage.remembered import Remembered, Watch
from addon.storage.signers import PREVIOUS, Asked, Signer
from tests.contract.store.places import make_node

PURPOSE = "jira_shared_secret"


@pytest.fixture
def keys() -> Keys:
    return Keys([new_key()])


@pytest.fixture
def ledger(tmp_path: Path, keys: Keys) -> Iterator[Ledger]:
    made = Ledger.open("", data_dir=tmp_path, keys=keys)
    yield made
    made.close()


@pytest.fixture
def node(ledger: Ledger) -> Node:
    made = make_node(ledger)
    ledger.write(lambda tx: secrets.put(tx, made.id, PURPOSE, "first"))
    assert signer(ledger) == Signer(made.id, ("first",))
    return made


def signer(ledger: Ledger, name: str = "one") -> Signer | None:
    return ledger.signer("jira", name, PURPOSE)


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The statements from now on."""
    found: list[str] = []
    original = Direct.execute_sql
    monkeypatch.setattr(Direct, "execute_sql", lambda db, text, *more: found.append(text) or original(db, text, *more))
    return found


def test_what_has_not_changed_is_not_asked_again(ledger: Ledger, node: Node, said: list[str]) -> None:
    assert [signer(ledger) for _ in range(3)] == [Signer(node.id, ("first",))] * 3
    assert said == []


CHANGES: dict[str, tuple[Callable[[Tx, int], object], tuple[str, ...]]] = {
    "another secret": (lambda tx, node_id: secrets.put(tx, node_id, PURPOSE, "second"), ("second",)),
    "no secret": (lambda tx, node_id: secrets.delete(tx, node_id, PURPOSE), ()),
    "uninstalled": (nodes.uninstall, ()),
    "erased": (erase.erase_node, ()),
    "by another statement": (lambda tx, node_id: tx.sql("UPDATE node SET status = 'uninstalled'"), ()),
    "another name": (lambda tx, node_id: tx.change("UPDATE node SET instance_id = 'two'"), ()),
    "all gone at once": (lambda tx, node_id: tx.change("DELETE FROM secret"), ()),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_counts_at_the_next_request(ledger: Ledger, node: Node, name: str) -> None:
    change, left = CHANGES[name]
    ledger.write(lambda tx: change(tx, node.id))
    assert signer(ledger) == (Signer(node.id, left) if left else None)


def test_a_site_that_comes_back_signs_with_its_new_secret_alone(ledger: Ledger, node: Node) -> None:
    ledger.write(lambda tx: nodes.uninstall(tx, node.id))
    assert signer(ledger) is None
    make_node(ledger)
    ledger.write(lambda tx: secrets.put(tx, node.id, PURPOSE, "second"))
    assert signer(ledger) == Signer(node.id, ("second",))


def test_a_secret_that_ends_by_the_clock_is_asked_for_each_time(ledger: Ledger, node: Node, said: list[str]) -> None:
    ledger.write(lambda tx: secrets.put(tx, node.id, PURPOSE, "old", subject=PREVIOUS, expires_at=2**50))
    said.clear()
    assert [signer(ledger) for _ in range(3)] == [Signer(node.id, ("first", "old"))] * 3
    assert len(said) == 3


def test_who_is_unknown_is_not_remembered_and_known_once_it_is_installed(ledger: Ledger, said: list[str]) -> None:
    assert signer(ledger) is signer(ledger) is None
    assert len(said) == 2
    made = make_node(ledger)
    ledger.write(lambda tx: secrets.put(tx, made.id, PURPOSE, "first"))
    assert signer(ledger) == Signer(made.id, ("first",))


def test_other_changes_forget_nothing(ledger: Ledger, node: Node, said: list[str]) -> None:
    ledger.write(lambda tx: tx.sql("UPDATE turn SET reason = 'x'"))
    said.clear()
    assert signer(ledger) == Signer(node.id, ("first",))
    assert said == []


def test_a_process_that_does_not_write_remembers_nothing(
    ledger: Ledger, node: Node, tmp_path: Path, keys: Keys
) -> None:
    reader = Ledger.open("", data_dir=tmp_path, keys=keys, read_only=True)
    assert signer(reader) == Signer(node.id, ("first",))
    ledger.write(lambda tx: secrets.put(tx, node.id, PURPOSE, "second"))
    assert signer(reader) == Signer(node.id, ("second",))
    reader.close()


def test_a_change_that_was_undone_changes_no_answer(ledger: Ledger, node: Node) -> None:
    def fails(tx: Tx) -> None:
        secrets.put(tx, node.id, PURPOSE, "second")
        raise LookupError

    with pytest.raises(LookupError):
        ledger.write(fails)
    assert signer(ledger) == Signer(node.id, ("first",))


def test_while_a_change_is_not_committed_what_was_before_counts_and_right_after_it_no_more(
    ledger: Ledger, node: Node
) -> None:
    seen: list[Signer | None] = []

    def change(tx: Tx) -> None:
        secrets.put(tx, node.id, PURPOSE, "second")
        seen.append(ledger._remembered(("jira", "one", PURPOSE)))  # as another thread would at this moment

    ledger.write(change)
    assert seen == [Signer(node.id, ("first",))]
    assert signer(ledger) == Signer(node.id, ("second",))


class Source:
    """Answers as they come from the database; `meanwhile` happens after each was read."""

    def __init__(self) -> None:
        self.watch, self.secret, self.asked = Watch(), "first", 0
        self.meanwhile: Callable[[], None] = lambda: None

    def find(self, _: Asked) -> Signer:
        found = Signer(1, (self.secret,))
        self.asked += 1
        self.meanwhile()
        return found

    def change(self, secret: str) -> None:
        self.secret = secret
        self.watch._touch()
        self.watch.ended()


def test_an_answer_that_was_read_before_a_commit_is_not_kept_after_it() -> None:
    source = Source()
    known = Remembered(source.watch, source.find)
    source.meanwhile = lambda: source.change("second")
    known(("jira", "one", PURPOSE))
    source.meanwhile = lambda: None
    assert known(("jira", "one", PURPOSE)) == Signer(1, ("second",))


def test_no_more_than_so_many_answers_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remembered, "MOST", 3)
    source = Source()
    known = Remembered(source.watch, source.find)
    for number in range(10):
        known(("jira", f"site {number}", PURPOSE))
        assert len(known._known) <= 3
