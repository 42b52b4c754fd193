"""When a tracker, a credential, a permission or the entity itself is in the way."""

from typing import Any

import pytest
import requests
from structlog.contextvars import merge_contextvars
from structlog.testing import capture_logs

from addon.connections import connection
from addon.logs import lasting
from addon.nodes import sync_identity
from addon.nodes.refusals import Refusal
from addon.simulators.jira.seed import add_project
from addon.storage import connections, errors, queue
from addon.storage.errors import Error
from addon.storage.twins import Twin
from addon.sync import panel, problems
from addon.transport import exchange
from addon.transport.errors import TransportError
from tests.pipeline.world import World, words


def open_errors(world: World, side: str) -> list[Error]:
    caller = world.jira.caller if side == "jira" else world.ado.caller
    return list(world.ledger.read(lambda tx: errors.list_page(tx, caller.node_id)).items)


def hurry(world: World) -> None:
    """Let everything that waits be due now."""
    world.ledger.write(
        lambda tx: (
            tx.change("UPDATE stream SET due_at = 0 WHERE due_at IS NOT NULL")
            + tx.change("UPDATE turn SET paused_until = 0")
            + tx.change("UPDATE connection SET paused_until = 0")
            + tx.change("UPDATE effect SET started_at = started_at - 120000 WHERE state = 'started'")
        )
    )


def fault(world: World, side: str, **more: object) -> None:
    root = world.jira.server.url if side == "jira" else world.ado.simulator.organization.address
    requests.post(f"{root}/__control__/faults", json=more, timeout=30).raise_for_status()


def times_out_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a connection that ends without an answer count as one on which we waited for it in vain: half a minute."""
    named = exchange.as_transport_error

    def as_time_out(error: BaseException) -> TransportError:
        found = named(error)
        return TransportError("timeout", "No answer came in time", True) if found.trouble == "cut" else found

    monkeypatch.setattr(exchange, "as_transport_error", as_time_out)


@pytest.mark.parametrize(
    "kind",
    [
        {"kind": "status", "status": 429},
        {"kind": "status", "status": 500},
        {"kind": "status", "status": 503},
        {"kind": "cut"},
        {"kind": "html"},
    ],
)
def test_trouble_at_the_tracker_is_waited_out_and_creates_once(connected: World, kind: dict[str, object]) -> None:
    issue = connected.jira.create("Patience")
    fault(connected, "ado", method="POST", path="*/_apis/wit/workitems/*", times=2, **kind)
    connected.settle()
    for _ in range(4):
        hurry(connected)
        connected.settle()
    assert open_errors(connected, "ado") == []
    twin = connected.twin("jira", issue)
    assert twin is not None
    assert twin.acknowledged
    titles = [item.revisions[-1].fields["System.Title"] for item in connected.ado.simulator.organization.items.values()]
    assert titles.count("Patience") == 1


def test_a_tracker_that_was_away_for_long_counts_for_nothing_once_it_stumbles(connected: World) -> None:
    connected.jira.create("Patience again")
    fault(connected, "ado", method="POST", path="*/_apis/wit/workitems/*", kind="status", status=503, times=9)
    fault(connected, "ado", method="POST", path="*/_apis/wit/workitems/*", kind="html", times=2)
    for _ in range(13):
        hurry(connected)
        connected.settle()
    assert open_errors(connected, "ado") == []
    titles = [item.revisions[-1].fields["System.Title"] for item in connected.ado.simulator.organization.items.values()]
    assert titles.count("Patience again") == 1


def test_an_answer_lost_after_the_write_is_found_again(connected: World, monkeypatch: pytest.MonkeyPatch) -> None:
    issue = connected.jira.create("Once only")
    times_out_at_once(monkeypatch)
    lost = {"kind": "timeout-after-write", "hold_s": 0}
    fault(connected, "ado", method="POST", path="*/_apis/wit/workitems/*", times=1, **lost)
    connected.settle()
    for _ in range(4):
        hurry(connected)
        connected.settle()
    titles = [item.revisions[-1].fields["System.Title"] for item in connected.ado.simulator.organization.items.values()]
    assert titles.count("Once only") == 1
    assert connected.twin("jira", issue) is not None


def test_a_rejected_credential_pauses_the_node_and_says_so_until_it_is_renewed(connected: World) -> None:
    organization = connected.ado.simulator.organization
    fault(connected, "ado", method="*", path="*/_apis/*", kind="status", status=401, times=50)
    connected.jira.create("Waits for a credential")
    connected.settle()
    assert sync_identity.describe(connected.services, connected.ado.caller.node_id).state == "rejected"
    assert [one.reason for one in open_errors(connected, "ado")] == ["credential_rejected"]
    known = sync_identity.describe(connected.services, connected.ado.caller.node_id)
    assert [(one.name, one.state) for one in known.probes] == [("Sign in", "failed")]
    (listed,) = connection.page(connected.services, connected.ado.caller.node_id).rows
    assert listed.health == "blocked"
    assert "credential is rejected" in listed.reason
    requests.delete(f"{organization.address}/__control__/faults", timeout=30)
    sync_identity.recheck(connected.services, connected.ado.caller)
    hurry(connected)
    connected.settle()
    assert open_errors(connected, "ado") == []
    assert connection.page(connected.services, connected.ado.caller.node_id).rows[0].health == "healthy"
    titles = [item.revisions[-1].fields["System.Title"] for item in organization.items.values()]
    assert titles.count("Waits for a credential") == 1


def parked(world: World) -> tuple[str, Error]:
    """An issue whose twin cannot be created, and its error at Azure DevOps."""
    fault(world, "ado", method="POST", path="*/_apis/wit/workitems/*", kind="status", status=403, times=1)
    issue = world.jira.create("Not allowed")
    world.settle()
    found = open_errors(world, "ado")
    assert [one.reason for one in found] == ["forbidden"]
    return issue, found[0]


def test_one_failing_entity_parks_alone(connected: World) -> None:
    parked(connected)
    other = connected.jira.create("Next in line")
    connected.settle()
    twin = connected.twin("jira", other)
    assert twin is not None
    assert twin.acknowledged


def test_each_step_leaves_one_line_in_the_log_with_what_came_of_it(connected: World) -> None:
    with capture_logs((merge_contextvars, lasting)) as said:
        parked(connected)
        connected.jira.create("Arrives")
        connected.settle()
    steps = [one for one in said if one["event"] in ("done", "waits", "parked")]
    ended = {(one["direction"], one["reason"]) for one in steps}
    assert {("out", "sent"), ("in", "forbidden"), ("in", "applied"), ("in", "result")} <= ended
    assert all({"node", "connection", "entity", "direction", "event_id", "reason"} <= set(one) for one in steps)
    assert all(one["reason"] and one["ms"] >= 0 for one in steps)


def test_retry_carries_on_where_it_stopped(connected: World) -> None:
    issue, error = parked(connected)
    problems.retry(connected.services, connected.ado.caller, error.id)
    connected.settle()
    twin = connected.twin("jira", issue)
    assert twin is not None
    assert twin.acknowledged
    assert open_errors(connected, "ado") == []


def test_skip_leaves_the_change_out_and_goes_on_with_the_next(connected: World) -> None:
    issue, error = parked(connected)
    problems.skip(connected.services, connected.ado.caller, error.id)
    connected.jira.set(issue, summary="Second try")
    connected.settle()
    twin = connected.twin("jira", issue)
    assert twin is not None
    assert connected.ado.get(twin.remote_id)["System.Title"] == "Second try"


def test_an_error_is_resolved_once(connected: World) -> None:
    _, error = parked(connected)
    problems.skip(connected.services, connected.ado.caller, error.id)
    with pytest.raises(Refusal, match="resolved_already"):
        problems.retry(connected.services, connected.ado.caller, error.id)


def test_the_error_tells_what_to_do_and_shows_the_replica(connected: World) -> None:
    _, error = parked(connected)
    detail = problems.error_detail(connected.services, connected.ado.caller.node_id, error.id)
    assert "permission" in detail.what_to_do
    assert "Not allowed" in detail.replica
    assert detail.can >= {"retry", "skip"}


def test_deleting_an_issue_never_deletes_its_twin(connected: World) -> None:
    issue = connected.jira.create("Short lived")
    connected.settle()
    twin = connected.twin("jira", issue)
    assert twin is not None
    connected.jira.rest("DELETE", f"/issue/{issue}")
    connected.settle()
    assert connected.ado.get(twin.remote_id)["System.Title"] == "Short lived"
    there = connected.twin("ado", twin.remote_id)
    assert there is not None
    assert there.state == "remote_deleted"


def test_an_edit_towards_a_deleted_twin_is_told_and_parks_nothing(connected: World) -> None:
    issue = connected.jira.create("Lonely")
    connected.settle()
    twin = connected.twin("jira", issue)
    assert twin is not None
    connected.ado.rest("DELETE", f"/_apis/wit/workitems/{twin.remote_id}")
    connected.jira.set(issue, summary="Still lonely")
    connected.settle()
    assert open_errors(connected, "ado") == []
    here = connected.twin("jira", issue)
    assert here is not None
    assert here.state == "remote_deleted"


def result_arrives(connected: World, twin: Twin, body: dict[str, Any]) -> None:
    """The partner tells Jira's side what became of a change, by now an old one."""
    node, connection = connected.jira.caller.node_id, twin.connection_id
    connected.ledger.write(
        lambda tx: queue.append(tx, node, "in", twin.remote_id, "result", body, connection_id=connection)
    )
    connected.settle()


def test_a_change_that_could_not_be_applied_to_what_is_deleted_hides_no_deletion(connected: World) -> None:
    """Deleted between being read and being written: the failure may be told of after the deletion."""
    issue = connected.jira.create("Lonely")
    connected.settle()
    twin = connected.twin("jira", issue)
    assert twin is not None
    connected.ado.rest("DELETE", f"/_apis/wit/workitems/{twin.remote_id}")
    connected.settle()
    result_arrives(
        connected, twin, {"applied": False, "reason": "not_found", "message": "It does not exist.", "entity": issue}
    )
    here = connected.twin("jira", issue)
    assert here is not None
    assert here.state == "remote_deleted"


@pytest.mark.parametrize("applied", [True, False])
def test_a_result_that_comes_after_our_own_deletion_hides_no_deletion(connected: World, applied: bool) -> None:
    """It is about a change that left before, and says nothing of what became of the entity here."""
    issue = connected.jira.create("Short lived")
    connected.settle()
    twin = connected.twin("jira", issue)
    assert twin is not None
    connected.jira.rest("DELETE", f"/issue/{issue}")
    connected.settle()
    result_arrives(
        connected, twin, {"applied": applied, "entity": issue, "local": {"id": twin.remote_id, "key": twin.remote_id}}
    )
    here = connected.twin("jira", issue)
    assert here is not None
    assert here.state == "local_deleted"


def test_a_pair_goes_on_when_what_was_deleted_is_restored(connected: World) -> None:
    issue = connected.jira.create("Thrown away")
    connected.settle()
    twin = connected.twin("jira", issue)
    assert twin is not None
    item = twin.remote_id

    def states() -> list[str]:
        return [one.state for one in (connected.twin("jira", issue), connected.twin("ado", item)) if one]

    connected.ado.rest("DELETE", f"/_apis/wit/workitems/{item}")
    connected.settle()
    assert states() == ["remote_deleted", "local_deleted"]
    connected.ado.rest("PATCH", f"/_apis/wit/recyclebin/{item}", {"IsDeleted": False})
    connected.settle()
    assert states() == ["linked", "linked"]
    connected.ado.set(item, **{"System.Title": "Taken back"})
    connected.settle()
    assert connected.jira.get(issue)["summary"] == "Taken back"


def test_a_change_that_asks_for_nothing_new_does_not_call_a_deleted_entity_back(connected: World) -> None:
    """Work items are remembered: without anything to write, nobody would ask whether it is still there."""
    issue = connected.jira.create("Gone")
    connected.settle()
    twin = connected.twin("jira", issue)
    assert twin is not None
    connected.ado.rest("DELETE", f"/_apis/wit/workitems/{twin.remote_id}")
    connected.settle()
    panel.sync(connected.services, connected.jira.caller, issue, twin.connection_id, lambda: True)
    connected.settle()
    states = [one.state for one in (connected.twin("jira", issue), connected.twin("ado", twin.remote_id)) if one]
    assert states == ["remote_deleted", "local_deleted"]


def test_what_was_begun_on_an_entity_that_is_deleted_is_over(connected: World) -> None:
    issue = connected.jira.create("Gone")
    connected.settle()
    twin = connected.twin("jira", issue)
    assert twin is not None
    fault(connected, "ado", method="PATCH", path="*/workitems/*", times=1, kind="status", status=503)
    connected.jira.set(issue, summary="Too late")
    connected.settle()
    connected.ado.rest("DELETE", f"/_apis/wit/workitems/{twin.remote_id}")
    for _ in range(3):
        hurry(connected)
        connected.settle()
    states = connected.ledger.read(lambda tx: tx.sql("SELECT state FROM effect WHERE kind = 'update'"))
    assert [state for (state,) in states] == ["dropped"]
    assert open_errors(connected, "ado") == []


def test_both_sides_editing_a_title_at_once_end_equal(connected: World) -> None:
    issue = connected.jira.create("Start")
    connected.settle()
    twin = connected.twin("jira", issue)
    assert twin is not None
    connected.jira.set(issue, summary="From Jira")
    connected.ado.set(twin.remote_id, **{"System.Title": "From Azure DevOps"})
    worked = connected.settle()
    assert connected.jira.get(issue)["summary"] == connected.ado.get(twin.remote_id)["System.Title"]
    assert worked < 30


def test_edits_of_different_fields_at_once_both_survive(connected: World) -> None:
    issue = connected.jira.create("Start", "Text")
    connected.settle()
    twin = connected.twin("jira", issue)
    assert twin is not None
    connected.jira.set(issue, summary="New title")
    connected.ado.set(twin.remote_id, **{"System.Description": "<div>New text</div>"})
    connected.settle()
    assert connected.jira.get(issue)["summary"] == "New title"
    assert words(connected.jira.get(issue)["description"]) == "New text"
    item = connected.ado.get(twin.remote_id)
    assert item["System.Title"] == "New title"
    assert "New text" in item["System.Description"]


def test_the_panel_syncs_by_hand_and_unlinks(connected: World) -> None:
    item = connected.ado.create("By hand", "Task")
    connected.settle()
    caller = connected.ado.caller
    row = panel.panel(connected.services, caller, item, lambda: True).rows[0]
    assert (row.state, "sync" in row.can) == ("not_synced", True)
    panel.sync(connected.services, caller, item, row.connection_id, lambda: True)
    connected.settle()
    row = panel.panel(connected.services, caller, item, lambda: True).rows[0]
    assert row.state == "synced"
    assert row.twin_url.startswith(connected.jira.server.url)
    panel.unlink(connected.services, caller, item, row.connection_id)
    at_once = panel.panel(connected.services, caller, item, lambda: True).rows[0]
    connected.settle()
    after = panel.panel(connected.services, caller, item, lambda: True).rows[0]
    for one in (at_once, after):
        assert (one.state, {"sync", "connect"} <= one.can) == ("not_synced", True)
        assert one.message.startswith(f"Unlinked by {caller.display_name}")
    assert connected.jira.get(row.twin_key)["summary"] == "By hand"


def test_somebody_who_may_not_edit_cannot_sync(connected: World) -> None:
    item = connected.ado.create("Look only", "Task")
    connected.settle()
    row = panel.panel(connected.services, connected.ado.caller, item, lambda: False).rows[0]
    assert row.can == frozenset()
    with pytest.raises(Refusal, match="not_editable"):
        panel.sync(connected.services, connected.ado.caller, item, row.connection_id, lambda: False)


def test_connecting_two_that_exist_pairs_them_instead_of_creating(connected: World) -> None:
    issue = connected.jira.create("The same thing")
    connected.settle()
    first = connected.twin("jira", issue)
    assert first is not None
    item = connected.ado.create("Another", "Task")
    add_project(connected.jira.site, "OTH", "Other desk")
    connected.settle()
    row = panel.panel(connected.services, connected.ado.caller, item, lambda: True).rows[0]
    before = len(connected.jira.site.issues)
    other = connected.jira.rest(
        "POST",
        "/issue",
        {"fields": {"project": {"key": "OTH"}, "issuetype": {"name": "Task"}, "summary": "Exists"}},
    )
    at_jira = connected.twin("jira", str(other["id"]))
    assert at_jira is None
    panel.connect_to(connected.services, connected.ado.caller, item, row.connection_id, str(other["key"]), lambda: True)
    connected.settle()
    assert len(connected.jira.site.issues) == before + 1
    paired = connected.twin("ado", item)
    assert paired is not None
    assert paired.remote_id == str(other["id"])


def test_connecting_to_what_does_not_exist_says_so(connected: World) -> None:
    item = connected.ado.create("Searching", "Task")
    connected.settle()
    row = panel.panel(connected.services, connected.ado.caller, item, lambda: True).rows[0]
    panel.connect_to(connected.services, connected.ado.caller, item, row.connection_id, "SUP-999", lambda: True)
    connected.settle()
    assert [one.reason for one in open_errors(connected, "jira")] == ["connect_target_missing"]
    (row,) = panel.panel(connected.services, connected.ado.caller, item, lambda: True).rows
    assert (row.state, row.message.endswith("nothing of the key that was entered, or cannot see it.")) == (
        "failed",
        True,
    )
    assert row.who == "An administrator can unlink it here; then connect with the right key."
    (stopped,) = open_errors(connected, "jira")
    told = problems.error_detail(connected.services, connected.jira.caller.node_id, stopped.id).what_to_do
    assert told.endswith("It goes by itself once the partner connects with another, or unlinks theirs.")
    connected.ado.set(item, **{"System.Title": "Searching on"})
    connected.settle()
    assert len(open_errors(connected, "jira")) == 1, "a change of what is to be connected creates nothing"
    assert all(one.fields["summary"] != "Searching on" for one in connected.jira.site.issues.values())
    other = connected.jira.create("Found")  # the way out that it names is one
    panel.unlink(connected.services, connected.ado.caller, item, row.connection_id)
    connected.settle()
    assert open_errors(connected, "jira") == []
    assert connected.twin("jira", other) is not None
    panel.unlink(connected.services, connected.jira.caller, other, 1)
    connected.settle()
    key = str(connected.jira.site.issues[other].key)
    panel.connect_to(connected.services, connected.ado.caller, item, row.connection_id, key, lambda: True)
    connected.settle()
    paired = connected.twin("ado", item)
    assert paired is not None
    assert paired.remote_id == other


def test_a_deactivated_connection_queues_and_an_activated_one_drains_in_order(connected: World) -> None:
    from addon.connections import connection

    issue = connected.jira.create("One")
    connected.settle()
    twin = connected.twin("jira", issue)
    assert twin is not None
    connection.deactivate(connected.services, connected.jira.caller, twin.connection_id)
    connected.settle()
    for title in ("Two", "Three"):
        connected.jira.set(issue, summary=title)
        connected.settle()
    assert connected.ado.get(twin.remote_id)["System.Title"] == "One"
    there = connected.ledger.read(lambda tx: connections.list_all(tx, connected.ado.caller.node_id))[0]
    assert (there.status, there.partner_switch) == ("deactivated", False)
    waiting = connected.ledger.read(lambda tx: queue.queue_counts(tx, connected.jira.caller.node_id))
    assert waiting["outgoing"] >= 1
    connection.activate(connected.services, connected.jira.caller, twin.connection_id)
    connected.settle()
    assert connected.ado.get(twin.remote_id)["System.Title"] == "Three"


def test_a_panel_says_who_paused_the_connection_and_what_becomes_of_changes(connected: World) -> None:
    issue = connected.jira.create("One")
    connected.settle()
    twin = connected.twin("jira", issue)
    assert twin is not None
    connection.deactivate(connected.services, connected.jira.caller, twin.connection_id)
    connected.settle()
    (here,) = panel.panel(connected.services, connected.jira.caller, issue, lambda: True).rows
    (there,) = panel.panel(connected.services, connected.ado.caller, twin.remote_id, lambda: True).rows
    assert "paused here" in here.notes[0]
    assert there.notes[0].endswith("has paused this connection. What changes here is kept until they activate it.")
    connection.activate(connected.services, connected.jira.caller, twin.connection_id)
    connected.settle()
    (here,) = panel.panel(connected.services, connected.jira.caller, issue, lambda: True).rows
    assert here.notes == ()


def test_a_removed_connection_is_ended_at_the_partner_and_keeps_all_data(connected: World) -> None:
    from addon.connections import connection

    issue = connected.jira.create("Stays")
    connected.settle()
    twin = connected.twin("jira", issue)
    assert twin is not None
    rows = "".join(connection.pairs_csv(connected.services, connected.jira.caller, twin.connection_id)).splitlines()
    assert rows[0] == "local_key,local_id,remote_key,remote_id,local_url,remote_url"
    assert len(rows) == 2
    connection.remove(connected.services, connected.jira.caller, twin.connection_id)
    connected.settle()
    there = connected.ledger.read(lambda tx: connections.list_all(tx, connected.ado.caller.node_id))[0]
    assert (there.status, there.status_reason) == ("ended", "partner_removed")
    assert connection.page(connected.services, connected.jira.caller.node_id).total == 0
    assert connected.ado.get(twin.remote_id)["System.Title"] == "Stays"
