"""The queue's rows say why they are not done."""

from typing import Any

import pytest

from addon.connections import waiting
from addon.storage import connections, queue
from addon.storage.failures import NoSuchRow
from tests.pipeline.world import World
from tests.rings import has_bundle

pytestmark = pytest.mark.skipif(not has_bundle(), reason="the browser bundle is not built: make assets")


def put(world: World, entity: str, kind: str = "start", **more: Any) -> int:
    at_jira, _ = world.connection_ids  # type: ignore[attr-defined]
    made = world.ledger.write(
        lambda tx: queue.append(
            tx, world.jira.caller.node_id, "out", entity, kind, {"why": "test"}, connection_id=at_jira,
            local_entity=entity, label=f"SUP-{entity}", **more,
        )
    )  # fmt: skip
    assert made is not None
    return int(made)


def states(world: World, **filters: Any) -> list[tuple[str, str]]:
    found = waiting.page(world.services, world.jira.caller.node_id, "outgoing", **filters)
    return [(row.key, row.state) for row in found.rows]


def test_each_row_says_why_it_is_not_done(connected: World) -> None:
    services, node_id = connected.services, connected.jira.caller.node_id
    at_jira, _ = connected.connection_ids  # type: ignore[attr-defined]
    put(connected, "1")
    put(connected, "1", "resync")
    put(connected, "2")
    put(connected, "3")
    claims = connected.ledger.write(lambda tx: queue.claim(tx, 3))
    by_key = {one.entity_key: one for one in claims}
    failed = connected.ledger.write(lambda tx: queue.fail(tx, by_key["2"], "script_failed", "Cannot", entity_id="2"))
    put(connected, "2", "resync")
    later = services.now() + 600_000
    connected.ledger.write(lambda tx: queue.release(tx, by_key["3"], later, waiting_for="unavailable", count=True))
    assert states(connected) == [
        ("SUP-1", "running"),
        ("SUP-1", "behind"),
        ("SUP-2", "stopped"),
        ("SUP-3", "retrying"),
        ("SUP-2", "behind"),
    ]
    rows = waiting.page(services, node_id, "outgoing").rows
    assert rows[2].error_id == rows[4].error_id == failed
    assert "does not answer" in rows[3].reason and f"<t:{later}:time>" in rows[3].reason
    connected.ledger.write(lambda tx: queue.release(tx, by_key["1"], services.now(), count=False))
    assert states(connected)[0] == ("SUP-1", "queued")
    connected.ledger.write(lambda tx: connections.pause(tx, node_id, at_jira, later, "partner_unreachable"))
    assert states(connected)[0] == ("SUP-1", "waiting")
    connected.ledger.write(lambda tx: connections.pause(tx, node_id, at_jira, 0, ""))
    connected.ledger.write(lambda tx: connections.switch(tx, node_id, at_jira, False, "Ada"))
    assert states(connected)[0] == ("SUP-1", "paused")


def test_an_issue_that_was_not_read_yet_is_called_by_its_id_and_a_work_item_by_its_number(connected: World) -> None:
    for side, called in ((connected.jira, "ID 10005"), (connected.ado, "10005")):
        node_id = side.caller.node_id
        connected.ledger.write(
            lambda tx, node_id=node_id: queue.append(  # type: ignore[misc]
                tx, node_id, "ingress", "10005", queue.CHANGED, {}, local_entity="10005"
            )
        )
        (row,) = waiting.page(connected.services, node_id, "outgoing").rows
        assert (row.key, row.entity_id) == (called, "10005")


def test_the_list_is_filtered_by_entity_and_connection_and_read_in_pages(connected: World) -> None:
    services, node_id = connected.services, connected.jira.caller.node_id
    at_jira, _ = connected.connection_ids  # type: ignore[attr-defined]
    for number in range(7):
        put(connected, str(number))
    assert states(connected, entity="SUP-3") == states(connected, entity="3") == [("SUP-3", "queued")]
    assert states(connected, connection_id=at_jira + 1000) == []
    seen: list[str] = []
    after = ""
    while True:
        found = waiting.page(services, node_id, "outgoing", after=after, limit=3)
        seen += [row.key for row in found.rows]
        if found.more_after is None:
            break
        after = found.more_after
    assert seen == [f"SUP-{number}" for number in range(7)]
    assert (found.total, found.counts["outgoing"], found.counts["incoming"]) == (7, 7, 0)
    assert found.oldest is not None and found.oldest <= services.now()


def test_a_rows_detail_shows_what_it_carries_to_its_tenant_only(connected: World) -> None:
    number = put(connected, "1")
    found = waiting.detail(connected.services, connected.jira.caller.node_id, number)
    assert (found.row.key, found.kind) == ("SUP-1", "start")
    assert '"why": "test"' in found.body
    with pytest.raises(NoSuchRow):
        waiting.detail(connected.services, connected.ado.caller.node_id, number)


def test_a_tracker_that_is_left_alone_is_said_above_the_list(connected: World) -> None:
    node_id = connected.jira.caller.node_id
    until = connected.services.now() + 60_000
    connected.ledger.write(lambda tx: queue.pause_node(tx, node_id, until, "rate_limited"))
    assert "asked to wait" in waiting.page(connected.services, node_id, "outgoing").paused
