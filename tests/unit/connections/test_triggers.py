"""A trigger is changed to what the form says, the connection that it feeds too."""

from addon.connections import triggers
from addon.connections.triggers import TriggerDraft
from addon.storage import connections, hooks
from tests.pipeline.world import World


def test_a_trigger_can_be_given_to_another_connection(connected: World) -> None:
    services, caller, project = connected.services, connected.ado.caller, connected.ado.project_id
    first = connected.connection_ids[1]  # type: ignore[attr-defined]
    second = services.ledger.write(
        lambda tx: connections.create(
            tx, caller.node_id, side_id="second", mode="basic", name="Second", local_name="A", remote_name="B",
            status="active",
        )
    ).id  # fmt: skip
    draft = TriggerDraft(first, "[System.Id] > 0", project)
    triggers.save(services, caller, draft)
    (made,) = triggers.page(services, caller.node_id).rows
    moved = TriggerDraft(second, made.query, project, id=made.id, version=made.version)
    triggers.save(services, caller, moved)
    (row,) = triggers.page(services, caller.node_id).rows
    assert (row.id, row.connection_id, row.connection_name) == (made.id, second, "Second")
    assert not triggers.page(services, caller.node_id, connection_id=first).rows
    assert services.ledger.read(lambda tx: hooks.projects_of(tx, caller.node_id, second)) == [project]
    assert services.ledger.read(lambda tx: hooks.projects_of(tx, caller.node_id, first)) == []
