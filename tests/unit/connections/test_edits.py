"""Edits of a connection are kept with what stood before; so is the choice how long a mapping stays."""

import pytest

from addon.connections import connection, edits
from addon.nodes import node
from addon.nodes.refusals import Refusal
from addon.storage import nodes
from tests.pipeline.world import World


def change(world: World, **values: str) -> None:
    """Edit the connection in Jira; what is not named stays."""
    caller, at_jira = world.jira.caller, world.connection_ids[0]  # type: ignore[attr-defined]
    now = connection.detail(world.services, caller.node_id, at_jira)
    usual = {"name": now.row.name, "description": now.description, "project_id": now.project.id if now.project else ""}
    connection.edit(world.services, caller, at_jira, **{**usual, **values})


def test_an_edit_can_be_restored_and_one_that_changes_nothing_is_none(connected: World) -> None:
    caller, at_jira = connected.jira.caller, connected.connection_ids[0]  # type: ignore[attr-defined]
    before = connection.detail(connected.services, caller.node_id, at_jira)
    change(connected)
    assert edits.history(connected.services, caller.node_id, at_jira) == ()
    change(connected, name="Renamed", description="Why it is there")
    change(connected, description="")
    newest, first = edits.history(connected.services, caller.node_id, at_jira)
    assert [(one.field, one.before, one.after) for one in first.changes] == [
        ("Name", before.row.name, "Renamed"),
        ("Description", before.description, "Why it is there"),
    ]
    assert newest.by == caller.display_name and newest.changes[0].after == ""
    found = edits.earlier(connected.services, caller.node_id, at_jira, first.number)
    change(connected, **{name: found.earlier[name] for name in ("name", "description", "project_id")})
    after = connection.detail(connected.services, caller.node_id, at_jira)
    assert (after.row.name, after.description, after.project) == (before.row.name, before.description, before.project)
    with pytest.raises(Refusal, match="not_found"):
        edits.earlier(connected.services, caller.node_id, at_jira, 0)


def test_an_instance_chooses_how_long_its_mapping_stays_after_it_left(connected: World) -> None:
    services, caller = connected.services, connected.jira.caller
    day = nodes.DAY_MS
    assert node.settings_view(services, caller.node_id).keep_mapping_days == services.deployment.retention_ms // day
    assert node.set_keep_mapping(services, caller, 90).keep_mapping_days == 90
    with pytest.raises(Refusal, match="out_of_range"):
        node.set_keep_mapping(services, caller, 0)
    left = services.ledger.write(lambda tx: nodes.uninstall(tx, caller.node_id)).uninstalled_at
    assert left is not None

    def erased(days: int) -> list[int]:
        return [one.id for one in services.ledger.read(lambda tx: nodes.to_erase(tx, left + days * day, 30 * day))]

    assert erased(89) == []
    assert erased(91) == [caller.node_id]
