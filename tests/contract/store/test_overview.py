"""What lists say beside their rows: counted for each connection, and no further than it has to be."""

from addon.storage import Ledger, overview, queue, twins
from addon.storage.transaction import Tx
from tests.contract.store.places import make_connection, make_node


def stock(tx: Tx, node_id: int, connection_id: int, pairs: int) -> None:
    for number in range(pairs):
        twins.create(tx, node_id, connection_id, local_id=f"{connection_id}-{number}", local_key=f"P-{number}")
        queue.append(tx, node_id, "out", f"{connection_id}-{number}", "changed", connection_id=connection_id)


def test_pairs_and_waiting_changes_are_counted_for_each_connection(ledger: Ledger) -> None:
    one, other = make_node(ledger), make_node(ledger, "two")
    many, few, none = (make_connection(ledger, one.id, name) for name in ("many", "few", "none"))
    theirs = make_connection(ledger, other.id)
    for node, connection, pairs in ((one, many, 5), (one, few, 2), (other, theirs, 3)):
        ledger.write(lambda tx, at=(node.id, connection.id, pairs): stock(tx, *at))
    ended = ledger.read(lambda tx: twins.by_local(tx, one.id, many.id, f"{many.id}-0"))
    assert ended is not None
    ledger.write(lambda tx: twins.end(tx, one.id, ended.id))
    ids = [many.id, few.id, none.id, theirs.id]
    assert ledger.read(lambda tx: overview.pairs(tx, one.id, ids)) == {many.id: 4, few.id: 2, none.id: 0}
    assert ledger.read(lambda tx: overview.waiting(tx, one.id, ids)) == {many.id: 5, few.id: 2, none.id: 0}
    assert ledger.read(lambda tx: overview.pairs(tx, one.id, [])) == {}
