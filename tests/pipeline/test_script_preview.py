"""The effect preview shows what rules would do with a real entity, and writes nothing anywhere."""

import pytest

from addon.connections import bulk, jobs, previewing
from addon.nodes.refusals import Refusal
from addon.storage import connections, nodes, rules, triggers
from addon.sync import rule_cases
from addon.sync.engine import RUNNERS
from addon.sync.preview import Preview, as_json, from_json, preview
from addon.sync.rule_cases import Cases
from tests.pipeline.scripted import Scripted


def shown(scripted: Scripted, side: str, entity: str, **more: object) -> Preview:
    """A preview of one side, after which nothing was written to either tracker."""
    node_id, connection_id = scripted.node(side), scripted.connections[side]
    node, row = scripted.world.ledger.read(
        lambda tx: (nodes.get(tx, node_id), connections.get(tx, node_id, connection_id))
    )
    scripted.world.forget_calls()
    found = preview(scripted.world.services, node, row, entity, **more)  # type: ignore[arg-type]
    calls = [*scripted.jira.site.bench.calls.all(), *scripted.ado.simulator.bench.calls.all()]
    reads = ("/bulkfetch", "/permissions/check", "/wiql", "/workitemsbatch")
    writes = [one for one in calls if one.method != "GET" and not one.path.endswith(reads)]
    assert [one for one in writes if "validateOnly=true" not in one.query] == []
    assert from_json(as_json(found)) == found
    return found


def test_it_shows_the_replica_and_every_field_before_and_after(scripted: Scripted) -> None:
    issue = scripted.jira.create("Printer", "It smokes")
    scripted.settle()
    item = scripted.twin_of(issue)
    key = str(scripted.jira.site.issues[issue].key)
    found = shown(
        scripted,
        "ado",
        item,
        incoming="""
workItem.summary = replica.summary + "!"
workItem.description = "**" + workItem.key
workItem.labels = [[label: "seen"]]
workItem.setStatus("Closed")
workItem.comments = commentHelper.addComment("Hello", workItem.comments)
httpClient.post("/_apis/somewhere", [a: 1])
log.warn "looking"
workItem.sumary = "typo"
syncHelper.syncBackAfterProcessing()
""",
    )
    assert found.entity_key == item
    assert found.outgoing.sends and not found.outgoing.news
    assert found.outgoing.replica is not None and found.outgoing.replica["summary"] == "Printer"
    arriving = found.incoming
    assert arriving is not None and arriving.problem is None
    fields = {one.name: one for one in arriving.fields}
    assert (fields["summary"].before, fields["summary"].after, fields["summary"].outcome) == (
        "Printer",
        "Printer!",
        "written",
    )
    assert (fields["description"].before, fields["description"].rich) == ("It smokes", True)
    assert fields["labels"].after == "seen"
    assert [one.text for one in arriving.comments] == ["Hello"]
    assert [one.by for one in arriving.calls].count("script") == 1
    assert any(one.method == "PATCH" and "Printer!" in one.body for one in arriving.calls)
    assert arriving.wishes == ("send it back",)
    assert [one.text for one in arriving.log] == ["looking"]
    assert any("Did you mean summary" in one for one in arriving.warnings)
    assert scripted.ado.get(item)["System.Title"] == "Printer"
    there = shown(scripted, "jira", key)
    assert there.entity_id == issue
    assert there.incoming is None and "Nothing has arrived" in there.incoming_note


def test_a_draft_that_fails_shows_its_line_and_a_wrong_status_says_so(scripted: Scripted) -> None:
    issue = scripted.jira.create("Drafts")
    scripted.settle()
    item = scripted.twin_of(issue)
    found = shown(scripted, "ado", item, outgoing="replica.x = 1\nreplica.y = null.size()", incoming="def x = (")
    assert found.outgoing.problem is not None
    assert (found.outgoing.problem.line, found.outgoing.sends) == (2, False)
    assert found.incoming is not None and found.incoming.problem is not None
    assert (found.incoming.effect, found.incoming.problem.kind) == ("failed", "compile-error")
    found = shown(scripted, "ado", item, incoming="workItem.setStatus('Nowhere')")
    assert found.incoming is not None and found.incoming.problem is not None
    assert "Nowhere" in found.incoming.problem.message


def test_an_entity_that_is_not_paired_shows_what_would_leave(scripted: Scripted) -> None:
    item = scripted.ado.create("Lonely", "Task")
    found = shown(scripted, "ado", item, outgoing="if (workItem.type.name == 'Task') return\nreplica.summary = 'x'")
    assert (found.outgoing.sends, found.outgoing.replica) == (False, None)
    assert "nothing leave" in found.outgoing.why
    created = shown(scripted, "ado", item, replica={"id": "77", "summary": "Given", "type": {"name": "Bug"}})
    assert created.incoming is not None
    assert created.incoming.effect == "create"
    fields = {one.name: one.after for one in created.incoming.fields}
    assert (fields["type"], fields["project"]) == ("Bug", "Fabrikam Fiber")
    assert created.incoming.calls[0].method == "POST"


def test_what_is_not_there_is_refused(scripted: Scripted) -> None:
    with pytest.raises(Refusal, match="entity_missing"):
        shown(scripted, "ado", "999999")


def test_the_partners_side_is_shown_unless_its_administrator_forbids_it(scripted: Scripted) -> None:
    issue = scripted.jira.create("Both sides", "Words", "Bug")
    fresh = shown(scripted, "jira", issue, partner=True)
    assert fresh.partner is not None, fresh.partner_note
    assert (fresh.partner.effect, fresh.partner.target) == ("create", "")
    assert {one.name: one.after for one in fresh.partner.fields}["summary"] == "Both sides"
    scripted.settle()
    item = scripted.twin_of(issue)
    scripted.rule("ado", incoming='log.info "secret"\nworkItem.summary = replica.summary + "!"')
    found = shown(scripted, "jira", issue, outgoing="replica.summary = issue.summary", partner=True)
    assert found.partner is not None
    assert (found.partner.effect, found.partner.target, found.partner.log) == ("update", item, ())
    assert [(one.name, one.before, one.after) for one in found.partner.fields] == [
        ("summary", "Both sides", "Both sides!")
    ]
    scripted.rule("ado", incoming="def secret = 1\nthrow new Exception('broken')")
    broken = shown(scripted, "jira", issue, partner=True).partner
    assert broken is not None and broken.problem is not None
    assert (broken.problem.line, broken.problem.snippet) == (2, "")
    nothing = shown(scripted, "jira", issue, outgoing="return", partner=True)
    assert (nothing.partner, "Nothing would leave" in nothing.partner_note) == (None, True)
    previewing.set_allowed(scripted.world.services, scripted.ado.caller, False)
    refused = shown(scripted, "jira", issue, partner=True)
    assert (refused.partner, "does not allow previews" in refused.partner_note) == (None, True)


def test_what_arrives_is_what_the_partner_would_send_now(scripted: Scripted) -> None:
    issue = scripted.jira.create("Printer", "It smokes", "Bug")
    scripted.settle()
    item = scripted.twin_of(issue)
    scripted.ado.set(item, **{"System.Title": "Printer at the door"})
    scripted.settle()
    found = shown(scripted, "ado", item, partner=True)
    assert found.incoming is not None and found.incoming_now
    assert [one for one in found.incoming.fields if one.outcome == "written"] == []  # the edit here is there already
    assert (found.incoming.effect, found.incoming.warnings) == ("nothing", ())

    drafted = shown(scripted, "ado", item, incoming="workItem.setStatus('Closed')", partner=True).incoming
    assert drafted is not None
    assert [(one.name, one.after, one.outcome) for one in drafted.fields] == [("status", "Closed", "written")]
    nowhere = shown(scripted, "ado", item, incoming="workItem.setStatus('Nowhere')", partner=True).incoming
    assert nowhere is not None and nowhere.problem is not None and "Nowhere" in nowhere.problem.message

    there = shown(scripted, "jira", issue, partner=True)  # nothing that has arrived would be needed
    assert there.incoming is not None and there.incoming_now


def test_an_edit_made_here_that_has_not_left_yet_stands_in_a_preview(scripted: Scripted) -> None:
    issue = scripted.jira.create("Printer", kind="Bug")
    scripted.settle()
    item = scripted.twin_of(issue)
    scripted.ado.set(item, **{"System.Title": "Printer at the door"})
    found = shown(scripted, "ado", item, partner=True).incoming
    assert found is not None
    fields = {one.name: (one.before, one.outcome) for one in found.fields}
    assert fields["summary"] == ("Printer at the door", "kept")
    assert found.warnings == ()


def test_where_a_person_is_asked_a_preview_says_so(scripted: Scripted) -> None:
    issue = scripted.jira.create("Printer", kind="Bug")
    scripted.settle()
    item = scripted.twin_of(issue)
    scripted.jira.set(issue, summary="Edited there")
    scripted.ado.set(item, **{"System.Title": "Edited here"})

    def outcome() -> tuple[str, str]:
        found = shown(scripted, "ado", item, partner=True).incoming
        assert found is not None
        return next((one.after, one.outcome) for one in found.fields if one.name == "summary")

    assert outcome() == ("Edited there", "written")  # the newer edit wins
    scripted.rule("ado", conflicts={"*": "ask"})
    assert outcome() == ("Edited there", "asked")
    scripted.rule("ado", conflicts={"*": "here"})
    assert outcome() == ("Edited there", "kept")


def test_a_partner_that_cannot_be_asked_leaves_what_came_last_and_says_so(scripted: Scripted) -> None:
    issue = scripted.jira.create("Printer", kind="Bug")
    scripted.settle()
    previewing.set_allowed(scripted.world.services, scripted.jira.caller, False)
    found = shown(scripted, "ado", scripted.twin_of(issue), partner=True)
    assert found.incoming is not None and not found.incoming_now
    assert "does not allow previews" in found.incoming_why


def test_the_counts_of_a_bulk_sync_say_what_the_rules_would_stop(scripted: Scripted) -> None:
    rule = (
        'if (issue.summary == "Bad") throw new RuntimeException("no")\nif (issue.summary.startsWith("Stop")) return\n'
    )
    scripted.rule("jira", outgoing=rule + "replica.summary = issue.summary\n")
    scripted.world.jira.site.bench.deliveries.disorder.set({"drop": True})
    for summary in ("Go", "Stop here", "Go on", "Stop there", "Bad"):
        scripted.jira.create(summary)
    services, caller = scripted.world.services, scripted.jira.caller
    made = services.ledger.read(lambda tx: triggers.list_for(tx, caller.node_id, scripted.connections["jira"]))
    job_id = bulk.count_matches(services, caller, made[0].id, "bulk_sync")
    scripted.world.forget_calls()
    assert jobs.run_next(services, RUNNERS)
    counted = bulk.state(services, caller.node_id, job_id)
    assert dict(counted.counts) == {
        "matches": 5, "paired": 0, "new": 5, "looked": 5, "stopped": 2, "failing": 1
    }  # fmt: skip
    assert counted.todo == 3
    calls = scripted.jira.site.bench.calls.all()
    assert [one.path for one in calls if one.path.endswith("bulkfetch")] == ["/rest/api/3/issue/bulkfetch"]
    assert {one.method for one in scripted.ado.simulator.bench.calls.all()} <= {"GET"}


def outcome_of(scripted: Scripted, **texts: str | None) -> Cases:
    """All saved tests of the Jira side, run with these texts."""
    services, node, number = scripted.world.services, scripted.node("jira"), scripted.connections["jira"]
    now = services.ledger.read(lambda tx: rules.current(tx, node, number))
    assert now is not None
    typed = {"outgoing": now.outgoing, "incoming": now.incoming, **texts}
    job_id = rule_cases.start(services, scripted.jira.caller, number, typed)
    assert jobs.run_next(services, RUNNERS)
    found = rule_cases.listed(services, node, number, job_id)
    assert rule_cases.passed(services, node, number, job_id, typed) == found.passed
    assert not rule_cases.passed(services, node, number, job_id, {**typed, "outgoing": "// other"})
    return found


def test_a_saved_test_holds_its_entity_and_fails_when_the_rules_make_something_else_of_it(scripted: Scripted) -> None:
    services, number, caller = scripted.world.services, scripted.connections["jira"], scripted.jira.caller
    scripted.rule("jira", outgoing="replica.summary = issue.summary", incoming="issue.summary = replica.title")
    scripted.rule(
        "ado", outgoing='replica.title = workItem.summary + "?"', incoming="workItem.summary = replica.summary"
    )
    issue = scripted.jira.create("Printer")
    scripted.settle()
    scripted.ado.set(scripted.twin_of(issue), **{"System.Title": "Printer on fire"})
    scripted.settle()
    now = services.ledger.read(lambda tx: rules.current(tx, caller.node_id, number))
    assert now is not None
    texts = {"outgoing": now.outgoing, "incoming": now.incoming}
    scripted.world.forget_calls()
    rule_cases.keep(services, caller, number, " On  fire ", issue, texts)
    assert jobs.run_next(services, RUNNERS)
    scripted.jira.set(issue, summary="Something else by now")
    found = outcome_of(scripted)
    assert [(one.name, one.state) for one in found.cases] == [("On fire", "passed")]
    wrong = outcome_of(scripted, outgoing='replica.summary = issue.summary + "!"', incoming="issue.summary = 'x'")
    assert not wrong.passed
    assert [(one.what, one.expected, one.found) for one in wrong.cases[0].differences] == [
        ("summary (leaves)", "Printer on fire?", "Printer on fire?!"),
        ("summary (is written here)", "", "x"),  # it stands here as it arrived
    ]
    node = services.ledger.read(lambda tx: nodes.get(tx, caller.node_id))
    assert rule_cases.failing(services, node, number, texts) == ()
    assert rule_cases.failing(services, node, number, {**texts, "outgoing": "replica.summary = 'x'"}) == ("On fire",)
    broken = outcome_of(scripted, outgoing="throw new RuntimeException('no')")
    assert "no" in broken.cases[0].differences[-1].found
    rule_cases.accept(services, caller, number, wrong.cases[0].id, wrong.job_id)
    assert rule_cases.listed(services, caller.node_id, number, wrong.job_id).passed
    older = {"outgoing": now.outgoing, "incoming": now.incoming}
    assert not rule_cases.passed(services, caller.node_id, number, found.job_id, older)  # that expected something else
    newer = {"outgoing": 'replica.summary = issue.summary + "!"', "incoming": "issue.summary = 'x'"}
    assert rule_cases.passed(services, caller.node_id, number, wrong.job_id, newer)
    with pytest.raises(Refusal, match="since it ran"):
        rule_cases.accept(services, caller, number, wrong.cases[0].id, broken.job_id)
    assert outcome_of(scripted, outgoing='replica.summary = issue.summary + "!"', incoming="issue.summary = 'x'").passed
    rule_cases.delete(services, caller, number, wrong.cases[0].id)
    assert rule_cases.passed(services, caller.node_id, number, 0, texts)


def test_the_timeline_says_who_changed_what_when_the_rules_fail_or_stop_it(scripted: Scripted) -> None:
    issue = scripted.jira.create("Printer")
    scripted.settle()
    scripted.rule("jira", outgoing="return")
    scripted.jira.set(issue, summary="Printer on fire")
    scripted.settle()
    assert scripted.told("jira", issue)[-2:] == ["change: summary", "why_not: The rules let nothing leave."]
    scripted.rule("jira", outgoing="throw new RuntimeException('no')")
    scripted.jira.set(issue, summary="Printer was on fire")
    scripted.settle()
    told = scripted.told("jira", issue)
    assert "change: summary" in told[-3:] and told[-1].startswith("error: ")
