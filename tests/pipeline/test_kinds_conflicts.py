"""Who wins where both sides edited a field: policies, the inbox, and fields that will not settle."""

from typing import Any

import pytest

from addon.connections import bulk_conflicts, entity_status, jobs
from addon.connections.bulk_conflicts import Filter
from addon.nodes.refusals import Refusal
from addon.storage import conflicts, rules, timeline
from addon.storage.conflicts import Conflict
from addon.sync import inbox, outgoing, panel
from tests.pipeline.test_kinds_rich_text import REPRO, paired
from tests.pipeline.world import World, adf, deaf


def set_policy(world: World, side: str, **policies: str) -> None:
    """Save a rule version with these policies (`all` stands for every field)."""
    twin_side = world.jira.caller if side == "jira" else world.ado.caller
    connection = 1 if side == "jira" else 2
    settings: dict[str, Any] = {"conflicts": {("*" if k == "all" else k): v for k, v in policies.items()}}

    def save(tx: Any) -> None:
        now = rules.current(tx, twin_side.node_id, connection)
        rules.save(
            tx,
            twin_side.node_id,
            connection,
            outgoing=now.outgoing if now else "",
            incoming=now.incoming if now else "",
            settings=settings,
        )

    world.ledger.write(save)


def both_edit(world: World, issue: str, item: str) -> None:
    """Jira first, Azure DevOps after it, both before anything is worked on."""
    world.jira.set(issue, summary="By Jira")
    world.ado.set(item, **{"System.Title": "By Azure"})
    world.settle()


def titles(world: World, issue: str, item: str) -> tuple[str, str]:
    return world.jira.get(issue)["summary"], world.ado.get(item)["System.Title"]


@pytest.mark.parametrize(
    ("side", "policy", "stands"),
    [
        ("jira", "newest", "By Azure"),
        ("jira", "here", "By Jira"),
        ("ado", "there", "By Jira"),
        ("ado", "here", "By Azure"),
    ],
)
def test_one_sides_policy_decides_on_both(connected: World, side: str, policy: str, stands: str) -> None:
    issue, item = paired(connected)
    set_policy(connected, side, summary=policy)
    both_edit(connected, issue, item)
    assert titles(connected, issue, item) == (stands, stands)
    assert connected.settle() == 0


def open_conflicts(world: World, side: str) -> tuple[Conflict, ...]:
    caller = world.jira.caller if side == "jira" else world.ado.caller
    return tuple(world.ledger.read(lambda tx: conflicts.list_page(tx, caller.node_id)).items)


def status_of(world: World, issue: str) -> entity_status.EntityStatus:
    found = entity_status.look_up(world.services, world.jira.caller.node_id, issue)
    assert found is not None
    return found


@pytest.mark.parametrize(("choice", "stands"), [("here", "By Jira"), ("there", "By Azure")])
def test_ask_leaves_both_until_somebody_chooses(connected: World, choice: Any, stands: str) -> None:
    issue, item = paired(connected)
    set_policy(connected, "jira", all="ask")
    both_edit(connected, issue, item)
    assert titles(connected, issue, item) == ("By Jira", "By Azure")
    (found,) = open_conflicts(connected, "jira")
    assert (found.field, found.local_form, found.remote_form) == ("summary", "By Jira", "By Azure")
    connected.jira.set(issue, priority={"name": "High"})  # other fields go on
    connected.settle()
    assert titles(connected, issue, item) == ("By Jira", "By Azure")
    (row,) = panel.panel(connected.services, connected.jira.caller, issue, lambda: True).rows
    (note,) = row.notes
    assert note.startswith("Both sides edited summary; both stay as they are until an administrator chooses")
    (pair,) = status_of(connected, issue).pairs
    assert pair.state == "conflict"
    assert pair.message.startswith("Both sides edited summary")
    inbox.choose(connected.services, connected.jira.caller.node_id, found.id, choice, "Ada Byron")
    connected.settle()
    assert titles(connected, issue, item) == (stands, stands)
    (row,) = panel.panel(connected.services, connected.jira.caller, issue, lambda: True).rows
    assert row.notes == ()
    assert status_of(connected, issue).pairs[0].state == "synced"
    (there,) = panel.panel(connected.services, connected.ado.caller, item, lambda: True).rows
    assert there.notes == ()  # nor where somebody else has chosen
    assert open_conflicts(connected, "jira") == open_conflicts(connected, "ado") == ()
    with pytest.raises(Refusal, match="settled already"):
        inbox.choose(connected.services, connected.jira.caller.node_id, found.id, choice, "Ada Byron")
    connected.jira.set(issue, summary="Goes on")
    connected.settle()
    assert titles(connected, issue, item) == ("Goes on", "Goes on")


@pytest.mark.parametrize(("kind", "stands"), [("bulk_keep", "By Jira"), ("bulk_take", "By Azure")])
def test_all_that_wait_for_a_choice_are_decided_at_once(connected: World, kind: Any, stands: str) -> None:
    pairs = [paired(connected), paired(connected)]
    set_policy(connected, "jira", all="ask")
    for issue, item in pairs:
        both_edit(connected, issue, item)
    caller = connected.jira.caller
    counted = bulk_conflicts.count(connected.services, caller.node_id, Filter())
    assert counted.by_field == (("summary", 2),)
    bulk_conflicts.begin(connected.services, caller, kind, Filter(), counted.newest)
    assert jobs.run_next(connected.services)
    connected.settle()
    assert [titles(connected, *pair) for pair in pairs] == [(stands, stands)] * 2
    assert open_conflicts(connected, "jira") == open_conflicts(connected, "ado") == ()


def test_a_conflict_that_no_hook_told_of_is_decided_alike(connected: World) -> None:
    issue, item = paired(connected)
    set_policy(connected, "jira", summary="here")
    connected.jira.set(issue, summary="By Jira")
    with deaf(connected.ado.simulator.bench):
        connected.ado.set(item, **{"System.Title": "By Azure"})
    connected.settle()
    assert titles(connected, issue, item) == ("By Jira", "By Jira")


def test_a_field_that_goes_to_and_fro_without_a_person_is_frozen_and_the_rest_goes_on(
    connected: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    issue, item = paired(connected)
    monkeypatch.setattr(outgoing, "by_people", lambda *_: frozenset())  # as if automations made all edits
    for number in range(4):
        connected.jira.set(issue, summary=f"Jira's automation {number}")
        connected.settle()
        connected.ado.set(item, **{"System.Title": f"Azure's automation {number}"})
        connected.settle()
    here, there = titles(connected, issue, item)
    assert here != there
    told = noted(connected, "jira", issue, "frozen") + noted(connected, "ado", item, "frozen")
    assert any("went to and fro without a person" in text for text in told)
    assert any("went to and fro" in note for note in panel_notes(connected, issue, item))
    monkeypatch.undo()
    connected.jira.set(issue, description=adf("The rest goes on"))
    connected.settle()
    assert "The rest goes on" in connected.ado.get(item)[REPRO]
    connected.jira.set(issue, summary="By a person")
    connected.settle()
    assert titles(connected, issue, item) == ("By a person", "By a person")
    assert panel_notes(connected, issue, item) == []


def panel_notes(world: World, issue: str, item: str) -> list[str]:
    """What both panels say of it beside its state."""
    shown = [panel.panel(world.services, world.jira.caller, issue, lambda: True)]
    shown.append(panel.panel(world.services, world.ado.caller, item, lambda: True))
    return [note for one in shown for row in one.rows for note in row.notes]


def test_people_may_edit_in_turns_as_often_as_they_like(connected: World) -> None:
    issue, item = paired(connected)
    for number in range(4):
        connected.jira.set(issue, summary=f"Ada {number}")
        connected.settle()
        connected.ado.set(item, **{"System.Title": f"Maria {number}"})
        connected.settle()
    assert titles(connected, issue, item) == ("Maria 3", "Maria 3")


def noted(world: World, side: str, entity: str, step: str) -> list[str]:
    caller = world.jira.caller if side == "jira" else world.ado.caller
    found = world.ledger.read(lambda tx: timeline.of_entity(tx, caller.node_id, entity, limit=100))
    return [one.text for one in found.items if one.step == step]
