"""A process that was not started with the newest key yet, while secrets are encrypted anew."""

from addon.storage import errors
from tests.pipeline.world import World


def test_what_needs_a_secret_whose_key_is_missing_waits_and_is_no_error(connected: World) -> None:
    key = connected.ledger.keys.ids[0]
    node = connected.ado.caller.node_id
    connected.ledger.write(lambda tx: tx.change("UPDATE secret SET key_id = 'elsewhere' WHERE node_id = ?", node))
    issue = connected.jira.create("While keys are rotated")
    connected.settle()
    waiting = connected.ledger.read(
        lambda tx: tx.sql("SELECT node_id FROM stream WHERE waiting_for = 'secret_key_missing'")
    )
    assert waiting == [(node,)]
    assert connected.ledger.read(lambda tx: errors.open_count(tx, node)) == 0
    connected.ledger.write(lambda tx: tx.change("UPDATE secret SET key_id = ? WHERE node_id = ?", key, node))
    connected.ledger.write(lambda tx: tx.change("UPDATE stream SET due_at = 0 WHERE waiting_for <> ''"))
    connected.settle()
    twin = connected.twin("jira", issue)
    assert twin is not None
    assert twin.acknowledged
