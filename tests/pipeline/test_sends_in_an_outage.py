"""A tracker that asks to be left alone keeps nothing back that was already decided for the partner."""

from addon.storage import queue
from addon.sync.engine import run_until_idle
from tests.pipeline.cellar import Cellar

HOUR_MS = 3_600_000


def test_a_decided_message_leaves_while_its_tracker_is_left_alone_and_is_applied(cellar: Cellar) -> None:
    issue, item = cellar.pair("Printer")
    private = cellar.private
    node_id = private.ado.caller.node_id
    private.ado.set(item, **{"System.Title": "Printer on fire"})
    private.keep("poll", node_id)
    leave_alone = []

    def pause_once_decided() -> None:
        """As a rate limit does that the tracker tells with its last answer."""
        waiting = private.ledger.read(
            lambda tx: tx.sql("SELECT 1 FROM stream WHERE direction = 'send' AND due_at IS NOT NULL")
        )
        if waiting and not leave_alone:
            leave_alone.append(True)
            private.ledger.write(lambda tx: queue.hold_node(tx, node_id, tx.now + HOUR_MS, "rate_limited"))

    run_until_idle(private.services, before_each=pause_once_decided)
    assert leave_alone
    private.ado.set(item, **{"System.Title": "Not read yet"})
    private.keep("poll", node_id)
    private.settle()
    cellar.public.settle()
    assert cellar.public.jira.get(issue)["summary"] == "Printer on fire"

    private.ledger.write(lambda tx: queue.pause_node(tx, node_id, 0, ""))
    private.keep("poll", node_id)
    cellar.settle()
    assert cellar.public.jira.get(issue)["summary"] == "Not read yet"
