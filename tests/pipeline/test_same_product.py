"""Two tenants of one product: everything crosses as between two products, and nothing is taken for one's own."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from addon.connections import bulk, entity_status, jobs
from addon.sandbox.launcher import Sandbox
from addon.simulators.azuredevops.seed import MEMBER_MAIL
from addon.simulators.jira.seed import MEMBER, OUTSIDER
from addon.storage import connections, nodes
from addon.sync import drift, panel, preview, problems, subtasks
from addon.sync.engine import RUNNERS
from tests.pipeline.same_kind import Half, SameKind
from tests.pipeline.test_failures import hurry
from tests.pipeline.world import adf, deaf


def _pair(kind: str, folder: Path, scripts: Sandbox) -> Iterator[SameKind]:
    made = SameKind(kind, folder, scripts)
    try:
        made.install()
        yield made
    finally:
        made.close()


@pytest.fixture(params=["jira", "azuredevops"])
def pair(request: pytest.FixtureRequest, tmp_path: Path, sandbox: Sandbox) -> Iterator[SameKind]:
    """Both installed, no connection."""
    yield from _pair(request.param, tmp_path, sandbox)


@pytest.fixture
def sites(tmp_path: Path, sandbox: Sandbox) -> Iterator[SameKind]:
    """Two Jira sites."""
    yield from _pair("jira", tmp_path, sandbox)


@pytest.fixture
def organizations(tmp_path: Path, sandbox: Sandbox) -> Iterator[SameKind]:
    """Two Azure DevOps organizations, where somebody is another identity in each."""
    for made in _pair("azuredevops", tmp_path, sandbox):
        people = made.right.hand.simulator.organization.people
        people._people.pop(people.find(MEMBER_MAIL).id)
        people.add("Jamal H.", MEMBER_MAIL, id="11111111-2222-4333-8444-555555555555")
        yield made


def handed_on(pair: SameKind, *names: str) -> None:
    """Both sides take these over as they arrive."""
    it = "issue" if pair.kind == "jira" else "workItem"
    for half in pair.halves:
        pair.rule(
            half,
            outgoing="\n".join(f"replica.{name} = {it}.{name}" for name in names),
            incoming="\n".join(f"{it}.{name} = replica.{name}" for name in names),
        )


@pytest.mark.parametrize("mode", ["basic", "script"])
def test_everything_that_default_rules_carry_crosses_both_ways_and_stays_silent(pair: SameKind, mode: str) -> None:
    pair.connect(mode)
    pair.watch()
    half = pair.left if mode == "basic" else pair.right  # who began the pair, and who did not
    other = pair.other(half)
    entity = half.hands.create("c1 Pump stops", "First\nSecond")
    pair.settle()
    twin = pair.across(half, entity)
    assert other.hands.look(twin) == half.hands.look(entity)
    other.hands.title(twin, "c1 Pump stops at night")
    other.hands.describe(twin, "First\nOther")
    said = half.hands.comment(entity, "m1v1 red 1")
    other.hands.comment(twin, "m2v1 red 2")
    half.hands.attach(entity, "here.txt", b"from here")
    other.hands.attach(twin, "there.txt", b"from there")
    pair.settle()
    here, there = half.hands.look(entity), other.hands.look(twin)
    assert here == there
    assert here.title == "c1 Pump stops at night"
    assert dict(here.comments) == {"m1v1 red 1": 1, "m2v1 red 2": 1}
    assert dict(here.files) == {"here.txt": b"from here", "there.txt": b"from there"}
    half.hands.edit_comment(entity, said, "m1v2 red 1")
    pair.settle()
    assert dict(other.hands.look(twin).comments) == {"m1v2 red 1": 1, "m2v1 red 2": 1}
    half.hands.remove_comment(entity, said)
    pair.settle()
    assert dict(other.hands.look(twin).comments) == {"m2v1 red 2": 1}
    half.hands.remove(entity)
    pair.settle()
    assert twin in other.hands.entities()
    assert pair.settle() == 0
    assert pair.faults() == []


def test_status_labels_and_links_that_rules_hand_on_arrive_and_stay(pair: SameKind) -> None:
    pair.connect("script")
    handed_on(pair, "status", "labels", "priority", "issueLinks")
    pair.watch()
    left, right = pair.halves
    one, two = left.hands.create("c1", "text"), left.hands.create("c2", "text")
    pair.settle()
    for half, entity in ((left, one), (right, pair.across(left, two))):
        half.status(entity, half.in_work)
        half.hands.label(entity, ("urgent",))
    left.hands.link(one, two)
    left.hands.title(one, "c1 linked")  # Jira sends no web hook for a link alone
    pair.settle()
    for entity in (one, two):
        twin = pair.across(left, entity)
        assert left.status_of(entity) == right.status_of(twin) == left.in_work
        assert right.hands.look(twin).labels == ("urgent",)
    assert dict(right.hands.look(pair.across(left, one)).links) == {pair.across(left, two): 1}
    assert pair.settle() == 0
    assert pair.faults() == []


def test_a_parent_taken_from_the_replica_is_its_twin_and_not_what_has_its_number_here(organizations: SameKind) -> None:
    organizations.connect("script")
    handed_on(organizations, "parentId")
    organizations.watch()
    left, right = organizations.halves
    right.hand.create("Takes the number that the parent has over there", "Task")
    above, below = left.hands.create("c1", "text"), left.hands.create("c2", "text")
    address = f"{left.address}/_apis/wit/workItems/{above}"
    link = [
        {"op": "add", "path": "/relations/-", "value": {"rel": "System.LinkTypes.Hierarchy-Reverse", "url": address}}
    ]
    left.hand.rest("PATCH", f"/_apis/wit/workitems/{below}", link)
    organizations.settle()
    twin = organizations.across(left, above)
    assert twin != above
    assert str(right.hand.get(organizations.across(left, below))["System.Parent"]) == twin
    assert organizations.faults() == []


def test_people_of_the_other_organization_are_met_by_mail_and_their_ids_are_never_written(
    organizations: SameKind,
) -> None:
    organizations.connect("script")
    handed_on(organizations, "assignee")
    organizations.watch()
    left, right = organizations.halves
    somebody = left.hand.simulator.organization.people.find(MEMBER_MAIL)
    stranger = left.hand.simulator.organization.people.add("Only Here", "only.here@left.example")
    text = "".join(
        f'<a href="#" data-vss-mention="version:2.0,{one.id}">@{one.display_name}</a> ' for one in (somebody, stranger)
    )
    entity = left.hands.create("c1", "text")
    left.hand.set(entity, **{"System.AssignedTo": MEMBER_MAIL, "Microsoft.VSTS.TCM.ReproSteps": f"<div>{text}</div>"})
    left.hand.comment(entity, f"<div>m1v1 red 1 {text}</div>")
    organizations.settle()
    twin = organizations.across(left, entity)
    there = right.hand.get(twin)
    assert there["System.AssignedTo"]["displayName"] == "Jamal H."
    for written in (there["Microsoft.VSTS.TCM.ReproSteps"], right.hand.comments(twin)[0]):
        assert "version:2.0,11111111-2222-4333-8444-555555555555" in written
        assert stranger.id not in written and somebody.id not in written
        assert "@Only Here" in written
    assert organizations.settle() == 0
    right.hand.set(twin, **{"Microsoft.VSTS.TCM.ReproSteps": there["Microsoft.VSTS.TCM.ReproSteps"] + "<p>More</p>"})
    organizations.settle()
    back = left.hand.get(entity)["Microsoft.VSTS.TCM.ReproSteps"]
    assert "More" in back and somebody.id in back and "11111111" not in back


def test_people_of_two_sites_are_the_same_accounts_where_they_have_one_at_both(sites: SameKind) -> None:
    sites.connect("script")
    handed_on(sites, "assignee")
    sites.watch()
    left, right = sites.halves
    del right.hand.site.users[OUTSIDER]
    mentions = [{"type": "mention", "attrs": {"id": one, "text": f"@{one}"}} for one in (MEMBER, OUTSIDER)]
    text = adf("Ask")
    text["content"][0]["content"] += mentions
    entity = left.hands.create("c1", "text")
    left.hand.set(entity, description=text, assignee={"accountId": MEMBER})
    sites.settle()
    twin = sites.across(left, entity)
    there = right.hand.get(twin)
    assert there["assignee"]["accountId"] == MEMBER
    written = json.dumps(there["description"])
    assert written.count('"type": "mention"') == 1 and MEMBER in written
    assert f'"id": "{OUTSIDER}"' not in written
    assert sites.settle() == 0


@pytest.mark.parametrize("mode", ["basic", "script"])
def test_a_subtask_is_made_below_its_parents_twin_or_else_as_an_ordinary_issue(sites: SameKind, mode: str) -> None:
    sites.connect(mode)
    sites.watch()
    left, right = sites.halves
    right.hands.create("c9 takes the first number", "text")
    sites.settle()
    parent = left.hands.create("c1", "text")
    sites.settle()
    kinds = {one.name: {"id": one.id} for one in left.hand.site.types.values()}
    fields = {"project": {"id": left.hand.project_id}, "issuetype": kinds["Sub-task"], "parent": {"id": parent}}
    below = left.hand.rest("POST", "/issue", {"fields": {**fields, "summary": "c2"}})["id"]
    sites.settle()
    made = right.hand.get(sites.across(left, below))
    if mode == "script":
        assert made["issuetype"]["name"] == "Sub-task"
        assert made["parent"]["id"] == sites.across(left, parent)
    else:  # Basic mode tells nothing of parents
        assert made["issuetype"]["name"] == "Task" and "parent" not in made
        assert any("needs a parent" in line for line in sites.told(right, sites.across(left, below)))
    assert sites.settle() == 0
    assert sites.faults() == []


@pytest.fixture
def orphan(sites: SameKind) -> tuple[SameKind, str, str]:
    """A sub-task that has left, and its parent, of which no hook told."""
    sites.connect("script")
    sites.watch()
    left = sites.left
    with deaf(left.bench):
        parent = left.hands.create("c1", "text")
        sites.settle()
    kinds = {one.name: {"id": one.id} for one in left.hand.site.types.values()}
    fields = {"project": {"id": left.hand.project_id}, "issuetype": kinds["Sub-task"], "parent": {"id": parent}}
    below = left.hand.rest("POST", "/issue", {"fields": {**fields, "summary": "c2"}})["id"]
    sites.settle()
    assert len(sites.right.hand.site.issues) == 0
    return sites, parent, below


def test_a_subtask_that_arrives_before_its_parent_waits_for_it(orphan: tuple[SameKind, str, str]) -> None:
    sites, parent, below = orphan
    left, right = sites.halves
    left.hands.comment(parent, "m1v1 red 1")
    sites.settle()
    hurry(sites)
    sites.settle()
    made = right.hand.get(sites.across(left, below))
    assert (made["issuetype"]["name"], made["parent"]["id"]) == ("Sub-task", sites.across(left, parent))
    assert sites.settle() == 0
    assert sites.faults() == []


def test_a_subtask_waits_for_a_parent_that_waits_for_a_person_and_for_no_other(
    orphan: tuple[SameKind, str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    sites, parent, below = orphan
    left, right = sites.halves
    sites.rule(right, incoming="if (replica.summary == 'c1') { throw new Exception('not yet') }")
    left.hands.comment(parent, "m1v1 red 1")
    sites.settle()
    monkeypatch.setattr(subtasks, "GRACE_MS", 0)
    hurry(sites)
    sites.settle()
    (error,) = sites.faults()
    assert len(right.hand.site.issues) == 0
    problems.skip(sites.services, right.caller, error.id)
    sites.settle()
    hurry(sites)
    sites.settle()
    made = right.hand.get(sites.across(left, below))
    assert made["issuetype"]["name"] == "Task" and "parent" not in made
    assert any("needs a parent" in line for line in sites.told(right, sites.across(left, below)))
    assert sites.faults() == []


def test_a_restricted_comment_of_a_site_stays_there(sites: SameKind) -> None:
    sites.connect("script")
    sites.watch()
    for half in sites.halves:
        entity = half.hands.create("c1", "text")
        assert half.hands.whisper is not None
        half.hands.whisper(entity, "whisper1")
        half.hands.comment(entity, "m1v1 red 1")
        sites.settle()
        seen = sites.other(half).hands.look(sites.across(half, entity))
        assert dict(seen.whispers) == {} and dict(seen.comments) == {"m1v1 red 1": 1}


def test_a_picture_of_one_side_is_a_picture_of_the_others_own_file(pair: SameKind) -> None:
    pair.connect("script")
    pair.watch()
    left, right = pair.halves
    entity = left.hands.create("c1", "text")
    left.hands.attach(entity, "pump.png", b"\x89PNG pump")
    _show_picture(left, entity)
    pair.settle()
    twin = pair.across(left, entity)
    assert dict(right.hands.look(twin).files) == {"pump.png": b"\x89PNG pump"}
    if pair.kind == "jira":
        own = right.hand.site.issues[twin].attachments[0]
        assert own.media_id in json.dumps(right.hand.get(twin)["description"])
    else:
        written = right.hand.get(twin)["Microsoft.VSTS.TCM.ReproSteps"]
        assert f"{right.address}/" in written and left.address not in written
    assert pair.settle() == 0


def test_drift_is_found_and_repaired_and_a_preview_shows_what_would_come(pair: SameKind) -> None:
    pair.connect("script")
    pair.watch()
    left, right = pair.halves
    entity = left.hands.create("c1 as agreed", "text")
    pair.settle()
    twin = pair.across(left, entity)
    for half in pair.halves:
        half.bench.deliveries.disorder.set({"drop": True})
    left.hands.title(entity, "c1 here")
    right.hands.title(twin, "c1 there")
    node, row = _row(pair, left)
    shown = preview.preview(pair.services, node, row, entity)
    assert shown.outgoing.sends and shown.outgoing.news
    found = _checked(pair, left)
    assert [(one.local_id, one.field, one.here, one.there) for one in found.differences] == [
        (entity, "summary", "c1 here", "c1 there")
    ]
    drift.repair(pair.services, left.caller, left.connection, found.id, entity, "there")
    pair.settle()
    assert left.hands.look(entity).title == right.hands.look(twin).title == "c1 there"
    assert _checked(pair, left).differences == ()


def test_the_panel_links_the_twin_syncs_and_unlinks_and_the_pair_can_be_made_again(pair: SameKind) -> None:
    pair.connect("script")
    left, right = pair.halves
    entity = left.hands.create("c1", "text")
    panel.sync(pair.services, left.caller, entity, left.connection, lambda: True)
    pair.settle()
    twin = pair.across(left, entity)
    for half, here, there in ((left, entity, twin), (right, twin, entity)):
        (row,) = panel.panel(pair.services, half.caller, here, lambda: True).rows
        assert row.state == "synced" and row.twin_title in ("c1", "")  # only whoever received it knows it
        assert row.twin_url.startswith(pair.other(half).address) and row.twin_url.endswith(row.twin_key)
        assert row.twin_key == (pair.other(half).hand.site.issues[there].key if pair.kind == "jira" else there)
    panel.unlink(pair.services, left.caller, entity, left.connection)
    pair.settle()
    assert pair.pair(left, entity) is None and pair.pair(right, twin) is None
    left.hands.title(entity, "c1 alone")
    pair.settle()
    assert right.hands.look(twin).title == "c1"
    key = pair.other(left).hand.site.issues[twin].key if pair.kind == "jira" else twin
    panel.connect_to(pair.services, left.caller, entity, left.connection, key, lambda: True)
    pair.settle()
    assert pair.across(left, entity) == twin
    assert right.hands.look(twin).title == "c1 alone"
    assert len(right.hands.entities()) == len(left.hands.entities())


def test_a_key_is_looked_up_here_before_at_the_partner_who_has_the_same(pair: SameKind) -> None:
    pair.connect("script")
    left, right = pair.halves
    right.hands.create("only there", "text")
    entity = left.hands.create("c1", "text")
    panel.sync(pair.services, left.caller, entity, left.connection, lambda: True)
    pair.settle()
    twin = pair.across(left, entity)
    key = right.hand.site.issues[twin].key if pair.kind == "jira" else twin
    node = left.caller.node_id
    found = entity_status.look_up(pair.services, node, key)
    assert found is not None and found.entity_id == entity  # nothing here is called so
    alike = left.hands.create("not synced", "text")
    assert (left.hand.site.issues[alike].key if pair.kind == "jira" else alike) == key
    found = entity_status.look_up(pair.services, node, key)
    assert found is not None and (found.entity_id, found.pairs) == (alike, ())


def test_a_file_of_pairs_connects_keys_that_both_sides_have_crosswise(pair: SameKind) -> None:
    pair.connect("script")
    left, right = pair.halves
    ours = [left.hands.create(f"left {number}", "text") for number in (1, 2, 3)]
    theirs = [right.hands.create(f"right {number}", "text") for number in (1, 2)]
    counted = [len(half.hands.entities()) for half in pair.halves]
    keys = [left.hand.site.issues[one].key if pair.kind == "jira" else one for one in ours]
    crosswise = f"local_key,remote_key\n{keys[0]},{keys[1]}\n{keys[1]},{keys[0]}\n{keys[2]},{keys[2]}\n"
    number = bulk.count_lines(pair.services, left.caller, left.connection, crosswise.encode())
    _finish_jobs(pair)
    assert bulk.state(pair.services, left.caller.node_id, number).todo == 3  # what is there is the partner's to say
    bulk.begin(pair.services, left.caller, number)
    _finish_jobs(pair)
    pair.settle()
    assert [pair.across(left, one) for one in ours[:2]] == theirs[::-1]
    (error,) = pair.faults()
    assert (error.node_id, error.message.count(keys[2]) > 0) == (right.caller.node_id, True), error
    assert counted == [len(half.hands.entities()) for half in pair.halves]  # nothing was created
    assert [right.hands.look(one).title for one in theirs] == ["left 2", "left 1"]
    problems.skip(pair.services, right.caller, error.id)
    assert pair.settle() == 0
    again = bulk.count_lines(pair.services, left.caller, left.connection, crosswise.encode())
    _finish_jobs(pair)
    assert bulk.state(pair.services, left.caller.node_id, again).counts["paired_already"] == 2


def _finish_jobs(pair: SameKind) -> None:
    while jobs.run_next(pair.services, RUNNERS):
        pass


def _show_picture(half: Half, entity: str) -> None:
    if half.kind == "azuredevops":
        (url,) = [one.url for one in half.hand.simulator.organization.items[int(entity)].relations]
        half.hand.set(entity, **{"Microsoft.VSTS.TCM.ReproSteps": f'<div><img src="{url}" alt="pump.png"></div>'})
        return
    file = half.hand.site.issues[entity].attachments[0]
    media = {"type": "media", "attrs": {"type": "file", "id": file.media_id, "collection": "", "alt": "pump.png"}}
    single = {"type": "mediaSingle", "attrs": {"layout": "center"}, "content": [media]}
    half.hand.set(entity, description={"type": "doc", "version": 1, "content": [single]})


def _row(pair: SameKind, half: Half) -> tuple[Any, Any]:
    return pair.ledger.read(
        lambda tx: (nodes.get(tx, half.caller.node_id), connections.get(tx, half.caller.node_id, half.connection))
    )


def _checked(pair: SameKind, half: Half) -> drift.Drift:
    number = drift.start(pair.services, half.caller, half.connection)
    _finish_jobs(pair)
    return drift.state(pair.services, half.caller.node_id, half.connection, number)
